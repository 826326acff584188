"""Circuits and turns of online voices, shared by processes and machines through the database."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.conftest import ROOT, Clock
from tourism.engines.speech.circuit import REASONS, Circuit, refusal, seconds_open
from tourism.engines.speech.port import NoNetwork, RateLimited, Unavailable
from tourism.storage.circuits import CircuitRow, CircuitState, DatabaseCircuit

MINUTES = 60.0
HOURS = 3600.0
TAKES_TURNS = """
import sys
from datetime import datetime
from tourism.storage.circuits import DatabaseCircuit
from tourism.storage.database import connect
now = datetime.fromisoformat(sys.argv[2])
circuit = DatabaseCircuit(connect(sys.argv[1]), lambda: now, "gtts", 1.0)
print(*(circuit.turn() for _ in range(20)))
"""


def test_a_voice_nobody_has_asked_may_be_asked(circuit):
    assert circuit.state() == CircuitState(None, 0, "")
    assert refusal(circuit.state()) is None


def test_while_it_is_open_the_last_failure_is_the_answer(circuit, clock):
    until = circuit.open(5 * MINUTES, "no-network")
    error = refusal(circuit.state())

    assert until == clock.now + timedelta(minutes=5)
    assert isinstance(error, NoNetwork)
    assert (error.until, error.reason) == (until, "no-network")


def test_it_closes_by_itself_and_remembers_how_often_it_failed(circuit, clock):
    circuit.open(5 * MINUTES, "no-network")
    clock.forward(minutes=5)

    assert circuit.state() == CircuitState(None, 1, "no-network")
    circuit.open(10 * MINUTES, "voice-no-answer")
    assert circuit.state().failures == 2


def test_a_voice_that_has_spoken_is_as_new(circuit):
    circuit.open(5 * MINUTES, "no-network")
    circuit.close()

    assert circuit.state() == CircuitState()


def test_several_who_fail_at_once_count_as_one_and_the_longest_span_holds(circuit, clock):
    circuit.open(1 * HOURS, "voice-rate-limited")
    until = circuit.open(5 * MINUTES, "voice-no-answer")

    assert until == clock.now + timedelta(hours=1)
    assert circuit.state() == CircuitState(until, 1, "voice-rate-limited")
    longer = circuit.open(2 * HOURS, "voice-blocked")
    assert circuit.state() == CircuitState(longer, 1, "voice-blocked")


def test_voices_do_not_share_circuits_but_all_who_ask_one_do(sessions, clock, circuit):
    circuit.open(5 * MINUTES, "no-network")

    assert DatabaseCircuit(sessions, clock, "gtts").state() == circuit.state()
    assert DatabaseCircuit(sessions, clock, "another").state() == CircuitState()


def test_turns_are_a_second_apart_whoever_asks(sessions, clock, circuit):
    other = DatabaseCircuit(sessions, clock, "gtts", 1.0)

    assert [circuit.turn(), other.turn(), circuit.turn()] == [0, 1, 2]
    clock.forward(seconds=1.5)
    assert circuit.turn() == 1.5
    clock.forward(minutes=1)
    assert [other.turn(), circuit.turn()] == [0, 1]


def test_turns_go_on_while_failures_are_forgotten(circuit):
    circuit.turn()
    circuit.close()

    assert circuit.turn() == 1


def test_an_open_circuit_of_a_clock_that_was_set_back_does_not_hold_for_ever(circuit, clock):
    circuit.open(24 * HOURS, "voice-blocked")
    circuit.turn()
    clock.forward(days=-30)

    assert circuit.state().open_until is None
    assert circuit.turn() == 0


def test_threads_never_share_a_turn(circuit):
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda _: circuit.turn(), range(40)))

    assert sorted(waits) == list(range(40))


def test_processes_never_share_a_turn(sessions, clock):
    url = sessions.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", TAKES_TURNS, url, clock.now.isoformat()]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    waits = [float(wait) for each in running for wait in each.communicate(timeout=60)[0].split()]

    assert [each.returncode for each in running] == [0, 0, 0]
    assert sorted(waits) == list(range(60))


def test_the_first_row_is_made_once(sessions, clock):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: DatabaseCircuit(sessions, clock, "new").open(60, "no-network"), range(8)))

    with sessions.reading() as session:
        row = session.get(CircuitRow, "new")
    assert (row.failures, row.reason) == (1, "no-network")


@pytest.mark.parametrize(
    "reason, minutes",
    [
        ("no-network", [5, 10, 20, 40, 60, 60]),
        ("captive-portal", [5, 10, 20, 40, 60, 60]),
        ("voice-no-answer", [5, 10, 20, 40, 60, 60]),
        ("voice-empty", [5, 10, 20, 40, 60, 60]),
        ("voice-blocked", [5, 10, 20, 40, 80, 160]),
        ("voice-rate-limited", [60, 120, 240, 480, 960, 1440]),
    ],
)
def test_how_long_a_voice_is_left_alone(reason, minutes):
    assert [seconds_open(reason, count) / MINUTES for count in range(6)] == minutes
    assert seconds_open(reason, 10_000) <= 24 * HOURS


@pytest.mark.parametrize("asked, hours", [(0, 1), (60, 1), (2 * HOURS, 2), (30 * 24 * HOURS, 24)])
def test_what_a_voice_asks_for_is_honoured_within_a_day(asked, hours):
    assert seconds_open(RateLimited.reason, 0, asked) == hours * HOURS


def test_every_reason_is_given_back_as_its_own_error(clock):
    for reason, kind in REASONS.items():
        assert type(refusal(CircuitState(clock.now, 1, reason))) is kind
    assert type(refusal(CircuitState(clock.now, 1, "something new"))) is Unavailable


@pytest.fixture
def circuit(sessions, clock: Clock) -> Circuit:
    return DatabaseCircuit(sessions, clock, "gtts", 1.0)
