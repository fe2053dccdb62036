"""The stages a config asks for, in the order documents go through them."""

from pipeline.config import Config
from pipeline.stage import Stage
from pipeline.stages.detect import DetectStage
from pipeline.stages.segment import SegmentStage
from pipeline.stages.summarize import SummarizeStage
from pipeline.stages.translate import TranslateStage


def build_stages(config: Config) -> list[Stage]:
    """Build the stages; no model is loaded before the first `compute`."""
    return [
        DetectStage(config),
        SegmentStage(config),
        TranslateStage(config),
        SummarizeStage(config),
    ]
