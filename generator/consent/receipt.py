"""The receipt: what a storyteller agreed to, for them to keep; as a page for a person and as JSON for a program.

The JSON has the fields of the Kantara Initiative's Consent Receipt Specification 1.1.0 (2018), as its working group's
JSON Schema names and demands them (github.com/KantaraInitiative/consent-receipt-v-next, folder CR_v1_1). It says by
which fields of ISO/IEC TS 27560:2023, sections 6.3.3 to 6.3.7, they are known there, by the names that the W3C's Data
Privacy Vocabularies group lists (“Consent Records and Receipts as per ISO/IEC TS 27560:2023 using DPV”, 2024, section
7); which field stands for which is our reading. Categories are in our own words.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.consent.alone import as_it_is
from generator.consent.case import Case
from generator.consent.documents import document, words
from generator.consent.guard_files import readable_moves
from generator.consent.proofs import proven_of
from generator.consent.refused import RefusedError
from generator.consent.review_copy import keep
from generator.consent.taken_records import stop_if_not_its_own
from generator.content.consent_fields import Consent
from generator.content.settings import UseElsewhere
from generator.content.shown_header import story_as_shown
from generator.content.slugs import slug_of
from generator.gate import lifetime
from generator.gate.seal import code_of, sha256_of
from generator.gate.tombstones import entry_id
from generator.ground.channels import CHANNELS, WEB
from generator.ground.digest import opaque_id
from generator.ground.languages import direction
from generator.ground.places import RECEIPTS

ISO_27560 = {
    "version": "schema_version",
    "jurisdiction": "jurisdiction",
    "consentTimestamp": "event_time",
    "collectionMethod": "collection_method",
    "consentReceiptID": "record_id",
    "language": "language",
    "piiPrincipalId": "pii_principal_id",
    "piiControllers": "pii_controllers",
    "piiController": "party_name",
    "contact": "party_contact",
    "address": "party_address",
    "email": "party_email",
    "phone": "party_phone",
    "policyUrl": "privacy_notice",
    "services": "service",
    "purposes": "purposes",
    "purposeCategory": "purpose_type",
    "consentType": "event_type",
    "piiCategory": "pii_type",
    "termination": "validity_duration",
    "thirdPartyName": "recipient_third_parties",
    "spiCat": "special_pii_category",
    "status": "event_state",
    "withdrawalMethod": "withdrawal_method",
}


def make(case: Case, today: date, out: Path | None = None) -> list[Path]:
    """Make the receipt and keep it, or put it into the folder ``out``; its files. Raises RefusedError."""
    made: list[Path] = []
    stop_if_not_its_own(case)
    with as_it_is(case):
        for kind, content in both(case, today):
            file = file_of_receipt(case.root, case.consent.record, kind)
            made.append(out / file.name if out else file)
            keep(made[-1], content, hidden=out is None)
    return made


def both(case: Case, today: date) -> tuple[tuple[str, str], ...]:
    """The receipt as each kind of file: the end of its name, and its content. Raises RefusedError."""
    return (("html", as_page(case, today)), ("json", as_json(case)))


def as_page(case: Case, today: date) -> str:
    """The receipt as HTML. Raises RefusedError if nothing was agreed to yet."""
    consent, given_on = _given(case)
    own = case.header.language or case.settings.language
    return document(
        "receipt.html",
        case.settings.language,
        direction(case.settings.language),
        settings=case.settings,
        consent=consent,
        title=story_as_shown(case.header, case.settings.language).title,
        story_language=own,
        story_direction=direction(own),
        given_on=given_on,
        last_day=lifetime.last_day(consent, case.settings.consent),
        code=code_of(consent.seal.exact) if consent.seal else None,
        terms=code_of(consent.seal.terms) if consent.seal and consent.seal.terms else None,
        today=today,
        proofs=_proofs(case),
        uses=_uses(case),
    )


def as_json(case: Case) -> str:
    """The receipt as JSON. Raises RefusedError if nothing was agreed to yet, or site.yaml names no country."""
    consent, given_on = _given(case)
    settings = case.settings
    if settings.consent.jurisdiction is None:
        raise RefusedError(
            "A receipt says which country's law applies, and site.yaml does not. Add “jurisdiction: GB”, with your own "
            "country's letters, below “consent:” there."
        )
    organisation = settings.organisation
    controller = {
        "piiController": organisation.name,
        "onBehalf": False,
        "contact": organisation.name,
        # Both are required: empty where site.yaml does not have them.
        "address": {"streetAddress": organisation.address} if organisation.address else {},
        "email": organisation.email,
        "phone": organisation.phone or "",
    }
    page = settings.withdraw.page
    content = {
        "version": "KI-CR-v1.1.0",
        "jurisdiction": settings.consent.jurisdiction,
        "consentTimestamp": int(datetime.combine(given_on, time(), UTC).timestamp()),
        "collectionMethod": "A form, kept apart from the site under the number of this receipt",
        "consentReceiptID": consent.record,
        "language": case.header.language or settings.language,
        "piiPrincipalId": consent.record,
        "piiControllers": [controller],
        "policyUrl": settings.address + (f"{slug_of(page)}/" if page else ""),
        "services": [{"service": settings.name, "purposes": _purposes(case)}],
        "sensitive": True,
        "spiCat": ["Health"],
        "hearten": {
            "status": consent.status,
            "withdrawalMethod": settings.withdraw.text,
            "givenBy": consent.given_by,
            "reviewBy": str(consent.review_by) if consent.review_by else None,
            "seal": f"sha256:{sha256_of(consent.seal)}" if consent.seal else None,
            "terms": f"sha256:{consent.seal.terms.partition('-')[2]}" if consent.seal and consent.seal.terms else None,
            "provenGone": [{"on": str(on), "place": place, "proof": path} for on, place, path in _proofs(case)],
            "namesInIsoIecTs27560": ISO_27560,
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def file_of_receipt(root: Path, record: str, kind: str) -> Path:
    """Where a receipt of this kind (html or json) belongs."""
    return root / RECEIPTS / f"{quote(record, safe='')}.{kind}"


def _proofs(case: Case) -> tuple[tuple[date, str, str], ...]:
    """When and from where something of the story was proven to be gone online, and which file is the proof."""
    known_as = opaque_id(entry_id(case.settings.url, readable_moves(case.root).first(case.path)))
    return tuple((proof.day, proof.place, path) for path, proof in proven_of(case.root, known_as))


def _uses(case: Case) -> tuple[UseElsewhere, ...]:
    """What else was agreed to; one that site.yaml does not name any more has nothing but its id."""
    named = case.settings.use_by_id
    return tuple(named.get(use) or UseElsewhere(id=use, label=use, description="") for use in case.consent.uses)


def _given(case: Case) -> tuple[Consent, date]:
    consent = case.consent
    if consent.status in ("requested", "refused"):
        raise RefusedError(f"There is no receipt for {case.path}: its consent is “{consent.status}”.")
    given_on = lifetime.begins(consent)
    if given_on is None:
        raise RefusedError(
            f"There is no receipt for {case.path}: the day on which its consent was given is not clear. Write the day "
            "on the form as “given_on”."
        )
    return consent, given_on


def _purposes(case: Case) -> list[dict[str, Any]]:
    t = words(case.settings.language)
    return [
        *(
            _purpose(f"{t[f'channel_{c}']}: {t[f'channel_{c}_means']}", CHANNELS[c].receivers, case, is_main=c == WEB)
            for c in case.consent.scope
        ),
        # Whoever is reached by such a use is somebody else than the site's readers.
        *(
            _purpose(f"{use.label}: {use.description}".removesuffix(": "), use.label, case, is_main=False)
            for use in _uses(case)
        ),
    ]


def _purpose(words: str, third: str | None, case: Case, *, is_main: bool) -> dict[str, Any]:
    consent = case.consent
    last_day = lifetime.last_day(consent, case.settings.consent)
    return {
        "purpose": words,
        "purposeCategory": ["Publication of a personal story"],
        "consentType": "EXPLICIT",
        "piiCategory": [
            *("Name shown", "Own story"),
            *(["Picture of the person"] if consent.photo != "none" else []),
            *(["Voice of the person"] if consent.voice != "none" else []),
        ],
        "primaryPurpose": is_main,
        "termination": str(last_day) if last_day else "When it is withdrawn",
        # Whoever gets the words beside the readers of the site itself.
        "thirdPartyDisclosure": third is not None,
        **({"thirdPartyName": third} if third else {}),
    }
