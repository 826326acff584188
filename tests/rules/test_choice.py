"""The best take of today's words is heard; only a voice that would do better is asked."""

from dataclasses import replace

from tourism.narration.choice import Kept, Offer, best, worth_asking
from tourism.narration.script import Step, compose

PART = compose("vi", "Đình Vân La", "Hãy nhìn mái đình. Bốn góc cong lên.").parts[0]
ESPEAK = Offer("espeak-ng", "1", 10)
PIPER = Offer("piper", "1", 60)
GOOGLE = Offer("gtts", "1", 70)
ALL = (ESPEAK, GOOGLE, PIPER)


def test_a_person_is_heard_before_any_machine_and_a_better_machine_before_a_plainer_one():
    takes = [taken(ESPEAK, 1), taken(PIPER, 2), taken(GOOGLE, 3), recorded(4)]

    order = [best(takes[: count + 1], PART).id for count in range(4)]

    assert order == [1, 2, 3, 4]


def test_only_takes_that_say_todays_words_count():
    stale = [replace(recorded(1), shown="other words"), replace(taken(GOOGLE, 2), shown="other words")]

    assert best([*stale, taken(ESPEAK, 3)], PART).id == 3
    assert best(stale, PART) is None


def test_another_way_of_saying_a_name_leaves_a_persons_recording_as_it_is():
    respelled = compose("vi", "Đình Vân La", "Hãy nhìn mái đình. Bốn góc cong lên.").parts[0]
    machine = replace(taken(GOOGLE, 1), spoken="the same words, said otherwise")

    assert best([machine, recorded(2)], respelled).id == 2


def test_a_person_who_does_not_read_the_heading_is_not_stale_when_it_changes():
    renamed = compose("vi", "Đình làng Vân La", "Hãy nhìn mái đình. Bốn góc cong lên.").parts[0]
    without, with_heading = replace(recorded(1), shown=PART.body_digest), recorded(2)

    assert best([without], renamed) == without
    assert best([with_heading], renamed) is None


def test_a_good_voice_that_says_a_name_as_yesterday_is_heard_until_it_reads_again():
    yesterday = replace(taken(GOOGLE, 1), spoken="the same words, said otherwise")

    assert best([yesterday, taken(ESPEAK, 2)], PART) == yesterday
    assert worth_asking([yesterday], PART, ALL) == (GOOGLE,)
    assert best([taken(GOOGLE, 2), replace(yesterday, id=3)], PART).id == 2


def test_the_newest_of_equal_takes_is_heard():
    assert best([recorded(1), recorded(2)], PART).id == 2


def test_takes_of_other_parts_and_unready_ones_are_not_heard():
    other = compose("vi", "Nghề gốm", "Xem.", [Step("Trộn đất", "Trộn đều.")]).parts[1]
    waiting = replace(recorded(1), state="received")

    assert best([waiting, taken(ESPEAK, 2)], PART).id == 2
    assert best([taken(ESPEAK, 3)], other) is None


def test_all_voices_are_worth_asking_where_there_is_nothing_the_best_first():
    assert worth_asking([], PART, ALL) == (GOOGLE, PIPER, ESPEAK)


def test_only_better_voices_are_worth_asking_where_there_is_something():
    assert worth_asking([taken(PIPER, 1)], PART, ALL) == (GOOGLE,)
    assert worth_asking([taken(GOOGLE, 1)], PART, ALL) == ()


def test_nobody_is_asked_where_a_person_has_read():
    assert worth_asking([recorded(1)], PART, ALL) == ()


def test_a_voice_that_reads_in_a_new_version_is_asked_again():
    newer = Offer("espeak-ng", "2", 10)

    assert worth_asking([taken(ESPEAK, 1)], PART, [newer]) == (newer,)
    assert worth_asking([taken(GOOGLE, 1), taken(ESPEAK, 2)], PART, [newer]) == ()


def test_a_voice_that_refused_these_words_is_asked_again_for_others_or_in_a_new_version_only():
    refusal = replace(taken(GOOGLE, 1), state="refused")
    other_words = replace(refusal, shown="other words", spoken="other words")

    assert worth_asking([refusal], PART, [GOOGLE, ESPEAK]) == (ESPEAK,)
    assert worth_asking([refusal], PART, [Offer("gtts", "2", 70)]) == (Offer("gtts", "2", 70),)
    assert worth_asking([other_words], PART, [GOOGLE]) == (GOOGLE,)


def taken(offer, number):
    return Kept(number, 0, offer.engine, offer.version, offer.quality, PART.shown_digest, PART.spoken_digest, "ready")


def recorded(number):
    return Kept(number, 0, "recorded", "", 100, PART.shown_digest, "", "ready")
