from __future__ import annotations

import pytest

from generator.importing.form_answers.columns import ColumnUse
from generator.importing.form_answers.proposals import proposed
from generator.importing.form_answers.tables import answers
from tests.builders.forms import FORMS, PERSONAL, as_csv

HEADINGS = {
    ColumnUse.TEXT: [
        *("Tell us your story", "What helped other people?"),
        *("Deine Geschichte", "Cuéntanos tu experiencia", "Racontez votre histoire"),
    ],
    ColumnUse.TITLE: ["A title for your story", "Überschrift", "Título", "Titre"],
    ColumnUse.NAME: ["Name to show", "Welcher Name soll erscheinen?", "¿Con qué nombre?", "Nom à afficher"],
    ColumnUse.SUMMARY: ["Your story in one sentence", "Zusammenfassung", "Resumen", "En une phrase"],
    ColumnUse.DAY: ["Timestamp", "Zeitstempel", "Marca temporal", "Horodateur"],
    ColumnUse.TOPICS: ["Topics", "Themen", "Temas", "Sujets"],
    ColumnUse.CONTENT_NOTES: ["Content warnings", "Inhaltshinweise", "Advertencias", "Avertissements"],
    ColumnUse.PICTURE: ["A photo for your story", "Ein Bild", "Una imagen", "Fichier"],
    ColumnUse.PICTURE_WORDS: ["Describe the picture", "Bildbeschreibung", "Describe la foto", "Que montre la photo ?"],
    ColumnUse.ID: ["Submission ID", "Antwort-ID", "ID de la respuesta", "ID de la réponse", "#", "ID"],
    ColumnUse.CONSENT: [
        "May we publish your story under your name?",
        "Dürfen wir die Geschichte veröffentlichen?",
        "Autorizo la publicación de mi historia",
        "J'accepte que mon histoire soit publiée",
        "Einwilligung",
        "Do you agree if your real name is not published?",
    ],
    ColumnUse.NOTHING: [
        *("Name", "Your name:", "Full name", "Nachname", "Apellidos", "Nom de famille", "What is your full name?"),
        *("E-mail", "Correo electrónico", "Courriel", "Telefon für Rückfragen zur Geschichte", "Adresse"),
        *("Internal notes about the story", "Name of your therapist in the story", "Photo of your ID", "Job title"),
        *("Who can we call about your story?", "Title (Mr/Mrs)", "Summary of your medical history", "Anrede"),
        *("Interviewer comments on the text", "Display name (not shown publicly)", "Notas internas"),
        *("IP address", "User Agent", "Network ID", "Alter", "Date of birth", "Unterschrift", "Favourite colour"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("use", "heading"), [(use, one) for use, several in HEADINGS.items() for one in several])
def test_headings_say_what_a_column_may_be(use: ColumnUse, heading: str) -> None:
    """What a column is called in four languages tells what is proposed for it."""
    assert proposed(answers("a.csv", as_csv(((heading, "x"), ("short", "y")))))[heading].use is use


@pytest.mark.parametrize("maker", FORMS)
def test_nothing_personal_is_proposed(maker: str) -> None:
    """Of the tables of four makers, no column that tells who somebody is, or where, is proposed to come in."""
    table = answers("a.csv", as_csv(FORMS[maker]))
    stays_out = {heading for heading, one in proposed(table).items() if one.use is ColumnUse.NOTHING}
    for row in table.rows:
        assert {heading for heading, cell in zip(table.headings, row, strict=True) if cell in PERSONAL} <= stays_out


@pytest.mark.parametrize("answer", ["a@example.org", "+44 20 7946 0000", "2001:db8::1"])
def test_answers_tell_what_a_heading_does_not(answer: str) -> None:
    """A column whose answers are mostly ways to reach people is proposed to stay out, whatever it is called."""
    table = answers("a.csv", as_csv((("Your story", "x"), (answer, "1"), (answer, "2"), ("text", "3"))))
    assert proposed(table)["Your story"].use is ColumnUse.NOTHING


def test_long_answers_are_proposed_as_text() -> None:
    """A column that no heading explains is proposed as text where most of its answers are long."""
    table = answers("a.csv", as_csv((("And then?", "x"), ("word " * 40, "1"), ("word " * 50, "2"))))
    assert proposed(table)["And then?"].use is ColumnUse.TEXT


def test_of_several_days_the_last_one_is_taken() -> None:
    """Where several columns could be the day, that of sending the form is proposed, and the others stay out."""
    found = proposed(
        answers("a.csv", as_csv((("Start Date (UTC)", "Submit Date (UTC)"), ("2025-11-03", "2025-11-04"))))
    )
    assert [one.use for one in found.values()] == [ColumnUse.NOTHING, ColumnUse.DAY]
