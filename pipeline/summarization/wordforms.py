"""Which English words are forms of one another, where their stems do not say so."""

from functools import cache

from pipeline.text.content import stem

_IRREGULAR = """
arise arose arisen | bear bore born | beat beaten | become became | begin began begun | bend bent |
bind bound | bite bit bitten | blow blew blown | break broke broken | bring brought | build built |
buy bought | catch caught | child children | choose chose chosen | come came | deal dealt | die
dead death | dig dug | draw drew drawn | drink drank drunk | drive drove driven | eat ate eaten |
fall fell fallen | feed fed | feel felt | fight fought | find found | flee fled | fly flew flown
flight | forbid forbade forbidden | forget forgot forgotten | forgive forgave forgiven | freeze
froze frozen | get got gotten | give gave given | go went gone | grow grew grown growth | hang hung
| hear heard | hide hid hidden | hold held | keep kept | know knew known | lay laid | lead led |
leave left | lend lent | light lit | lose lost loss | make made | man men | mean meant | meet met |
overcome overcame | overtake overtook overtaken | pay paid | person people | prove proven | ride
rode ridden | ring rang rung | rise rose risen | run ran | see saw seen | seek sought | sell sold
sale | send sent | shake shook shaken | shine shone | shoot shot | show shown | shrink shrank
shrunk | sing sang sung | sink sank sunk | sit sat | sleep slept | speak spoke spoken speech |
spend spent | spring sprang sprung | stand stood | steal stole stolen | stick stuck | strike struck
| swear swore sworn | sweep swept | swim swam swum | swing swung | take took taken | teach taught |
tear tore torn | tell told | think thought | throw threw thrown | undergo underwent undergone |
understand understood | uphold upheld | wake woke woken | wear wore worn | win won | withdraw
withdrew withdrawn | withhold withheld | woman women | write wrote written"""
# Derived words share all of the shorter stem but its last letter: decide and decision.
_SHORTEST = 4
_LONGEST_ENDING = 3
# As in running.
_LONGEST_INFLECTION = 4


def are_inflections(one: str, other: str) -> bool:
    """Say whether two words are inflections of one, as far as stemmer and table know.

    The stemmer takes off longer endings than inflections have: northernities is no northern.
    """
    if abs(len(one) - len(other)) > _LONGEST_INFLECTION:
        return False
    return _same_word(stem(one), stem(other))


def are_forms(one: str, other: str) -> bool:
    """Say whether two stems (see `content.stem`) may be of forms of one word."""
    if _same_word(one, other):
        return True
    short, long = sorted((one, other), key=len)
    shared = max(_SHORTEST, len(short) - 1)
    if short[:shared] != long[:shared] or not len(short) >= shared >= len(long) - _LONGEST_ENDING:
        return False
    # plane and plant, train and trail: a last letter that differs tells short words apart.
    return (
        long.startswith(short)
        or shared > _SHORTEST
        or (short[shared:], long[shared:]) in {("d", "s"), ("s", "d")}
    )


def _same_word(one: str, other: str) -> bool:
    table = _table()
    return one == other or (one in table and table[one] == table.get(other))


@cache
def _table() -> dict[str, int]:
    """Map the stems of irregular forms to a number for each word."""
    groups = _IRREGULAR.split("|")
    return {stem(form): number for number, forms in enumerate(groups) for form in forms.split()}
