"""Names of fields and headings of columns that are about who somebody is, in English, German, Spanish and French."""

from __future__ import annotations

from generator.ground.patterns import lazy
from generator.words.tokens import fold

OF_A_PERSON = lazy(
    r"e-?mail|address|phone|\bmobile\b|whatsapp|street|post ?code|zip ?code|\bzip\b|\bcity\b|\btown\b|location|contact"
    r"|(full|last|first|middle|family|legal|real|given|user|maiden|birth) ?name|surname|\bbirth|\bage\b|gender"
    r"|signature|insurance|next of kin|\bname of\b|social security|passport"
    r"|\bip\b|user.?agent|browser|device|network id|login|account|passw"
    r"|adresse|anschrift|telefon|\bhandy|strasse|postleitzahl|\bplz\b|wohnort|\bort\b|standort|kontakt|versicher"
    r"|\b(nach|vor|familien|benutzer)name|vollstandiger name|geburt|\balter\b|geschlecht|unterschrift|gerat|\bkonto\b"
    r"|correo|movil|celular|direccion|domicilio|codigo postal|ciudad|localidad|apellido"
    r"|nombre (completo|de pila|de usuario)|nacimiento|\bedad\b|\bgenero\b|\bfirma\b|navegador|\bcuenta\b|contrasena"
    r"|courriel|portable|domicile|code ?postal|\bville\b|prenom|nom (de famille|complet)|naissance|\bgenre\b"
    r"|navigateur"
)
# Who worked on a text, or with whom its storyteller speaks.
OF_STAFF = lazy(
    r"\b(created|edited|changed|modified|updated|interviewed|assigned|added|reviewed|approved|transcribed|made) by\b"
    r"|\b(interviewer|owner|assignee|assigned|person|people|staff|worker|therapist|doctor|counsell?or)s?\b"
    r"|\b(erstellt|bearbeitet|geandert|gefuhrt) von\b|therapeut|\barzt|zustandig|betreuer"
    r"|\b(creado|editado|modificado) por\b|entrevistador|terapeuta|\bmedic[oa]\b"
    r"|\b(cree|modifie) par\b|intervieweu[rs]|therapeute|\bmedecin\b"
)
# As programs write who has logged in.
LOGIN = lazy(r"\(?(?<![\w.])@[\w.-]+\)?")
BETWEEN = lazy(r"[\s_]+")


def is_about_a_person(name: str) -> bool:
    """Whether a field or column of this name says who somebody is, where to reach them, or who worked on a text."""
    plain = BETWEEN.sub(" ", fold(name))
    return bool(OF_A_PERSON.search(plain) or OF_STAFF.search(plain))


def without_logins(name: str) -> str:
    """A name that is shown, without what somebody is called by a program; empty if nothing else stands there."""
    return LOGIN.sub("", name).strip(" ,;") if "@" in name else name
