from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.words import Piece, cut

SPANS = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=8)


def test_links_cut_the_text():
    assert cut("Den nye broen", [(0, 3), (8, 13)]) == (
        Piece("Den", (0,)),
        Piece(" nye ", ()),
        Piece("broen", (1,)),
    )


def test_overlapping_links_share_pieces():
    assert cut("abcd", [(0, 3), (2, 4)]) == (
        Piece("ab", (0,)),
        Piece("c", (0, 1)),
        Piece("d", (1,)),
    )


@given(text=st.text(max_size=30), spans=SPANS)
def test_pieces_join_to_the_text_and_links_cover_their_spans(text, spans):
    pieces = cut(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for link, (start, end) in enumerate(spans):
        linked = "".join(piece.text for piece in pieces if link in piece.links)
        assert linked == text[max(start, 0) : max(end, 0)]
