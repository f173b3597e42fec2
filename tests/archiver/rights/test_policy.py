"""What a policy makes of the signs."""

import tomllib
from datetime import UTC, datetime

import msgspec
import pytest

from archiver.article import Rights, Sign
from archiver.rights import Decision, Policy

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def policy(text: str) -> Policy:
    return msgspec.convert(tomllib.loads(text), Policy)


def decided(text: str, *signs: Sign) -> str | None:
    found = policy(text).decide(Rights(signs=signs), NOW)
    return f"{found.action}: {found}" if found else None


def sign(name: str, where: str = "http:x-robots-tag", **more: str) -> Sign:
    return Sign(name=name, where=where, **more)


def test_by_default_everything_is_kept() -> None:
    assert decided("", sign("noarchive"), sign("tdm-reservation", value="1")) is None
    assert str(Policy()) == "record"


def test_a_sign_does_what_the_policy_says() -> None:
    assert decided('noarchive = "skip-capture"', sign("noarchive")) == (
        "skip-capture: noarchive (http:x-robots-tag)"
    )
    assert decided('noarchive = "skip-capture"', sign("noindex")) is None


def test_the_strictest_action_of_all_signs_holds() -> None:
    text = 'noindex = "skip-text"\nnoarchive = "skip-capture"'

    assert decided(text, sign("noindex"), sign("noarchive", "meta:robots")) == (
        "skip-capture: noarchive (meta:robots)"
    )


def test_of_several_carriers_the_strongest_is_named() -> None:
    signs = sign("noarchive", "meta:robots"), sign("noarchive")

    assert decided('noarchive = "skip-text"', *signs) == "skip-text: noarchive (meta:robots)"


def test_what_is_said_to_another_crawler_binds_nobody_else() -> None:
    assert decided('noarchive = "skip-capture"', sign("noarchive", to="googlebot")) is None
    assert decided('noarchive = "skip-capture"', sign("noarchive", to="news-archiver")) is not None


def test_a_reservation_that_was_superseded_does_not_bind() -> None:
    page = sign("tdm-reservation", "meta:tdm-reservation", value="0")
    file = sign("tdm-reservation", "tdmrep.json:1", value="1")

    assert decided('tdm-reservation = "skip-text"', page, file) is None
    assert decided('tdm-reservation = "skip-text"', file) == (
        "skip-text: tdm-reservation (tdmrep.json:1)"
    )


def test_a_page_is_skipped_only_after_the_time_it_names() -> None:
    text = 'unavailable-after = "skip-capture"'

    assert decided(text, sign("unavailable-after", value="2026-02-28")) is not None
    assert decided(text, sign("unavailable-after", value="2026-03-02")) is None
    assert decided(text, sign("unavailable-after", value="soon")) is None


def test_a_purpose_binds_where_the_answer_is_no() -> None:
    text = 'content-signal-ai-train = "skip-text"\ncontent-usage-train-ai = "skip-capture"'

    assert decided(text, sign("content-signal-ai-train", "robots.txt:2", value="no")) is not None
    assert decided(text, sign("content-signal-ai-train", "robots.txt:2", value="yes")) is None
    assert decided(text, sign("content-usage-train-ai", "http:content-usage", value="n")) == (
        "skip-capture: content-usage-train-ai (http:content-usage)"
    )


def test_signs_that_no_policy_knows_are_recorded() -> None:
    assert decided('noarchive = "skip-text"', sign("content-usage-bots", value="n")) is None


def test_legal_deposit_overrides_every_sign() -> None:
    text = 'noarchive = "skip-capture"\noverride = "legal deposit: the Library Act, section 3"'

    assert decided(text, sign("noarchive")) is None
    assert not policy(text).may("skip-capture")


@pytest.mark.parametrize("text", ["", "yes", "legal deposit", "legal deposit: "])
def test_an_override_without_a_reason_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="an override wants its reason"):
        policy(f"override = {text!r}")


def test_a_policy_is_one_line() -> None:
    text = 'tdm-reservation = "skip-text"\nnoarchive = "skip-capture"'

    assert str(policy(text)) == "noarchive=skip-capture; tdm-reservation=skip-text"


def test_a_decision_names_rule_and_place() -> None:
    found = Decision(action="skip-text", rule="noai", where="meta:robots")

    assert str(found) == "noai (meta:robots)"
