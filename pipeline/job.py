"""The stages a config asks for, in the order documents go through them."""

from pipeline.config import Config
from pipeline.core.stage import Stage
from pipeline.segmentation.detect import DetectStage
from pipeline.segmentation.segment import SegmentStage
from pipeline.summarization.stage import SummarizeStage
from pipeline.translation.stage import TranslateStage


def build_stages(config: Config) -> list[Stage]:
    """Build the stages; no model is loaded before the first `compute`."""
    return [
        DetectStage(config),
        SegmentStage(config),
        TranslateStage(config),
        SummarizeStage(config),
    ]
