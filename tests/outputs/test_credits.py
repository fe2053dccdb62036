from dataclasses import replace

from pipeline.documents import ModelCredit
from pipeline.outputs.credits import credit_lines

MODEL = ModelCredit("translate", "embedded:a", "0", "Apache-2.0", "Somebody (MIT)", ("da",))


def test_a_model_with_two_roles_is_named_once():
    both = [MODEL, replace(MODEL, role="summarize")]
    expected = "Translation and summaries: embedded:a; Somebody (MIT); licence Apache-2.0"
    assert list(credit_lines(both)) == [expected]


def test_two_models_are_named_apart():
    lines = list(credit_lines([MODEL, replace(MODEL, role="summarize", name="b", attribution="")]))
    assert lines == [
        "Translation: embedded:a; Somebody (MIT); licence Apache-2.0",
        "Summaries: b; licence Apache-2.0",
    ]
