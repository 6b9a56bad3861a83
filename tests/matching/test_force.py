"""The force of a statement at the word it talks about, marked by *asterisks*."""

import pytest

from licensecheck.definition import Force
from licensecheck.library import load_library
from licensecheck.matching.force import ForceReader
from licensecheck.matching.language import PatternCompiler
from licensecheck.matching.probes import WordIndex
from licensecheck.normalizing import fold

LIBRARY = load_library()
INDEX = WordIndex()
READER = ForceReader(LIBRARY.cues, PatternCompiler(LIBRARY.words), INDEX)


def force_at_mark(sentence: str) -> Force:
    _, marked, _ = sentence.split("*")
    folded = fold(sentence.replace("*", ""))
    (word,) = fold(marked).split()
    forces = READER.read(INDEX.read(folded))
    return forces.at(folded.index(f" {word} ") + 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "You may not use it *commercially*.",
        "*Commercial* use is strictly prohibited.",
        "Licensee agrees not to *sell* the Work.",
        "You may use it, but not for *resale*.",
        "Nobody in that trade may *copy* the files.",
        "You may use the data except for *weapons*.",
        "This license does not grant you the right to *sublicense*.",
        "Neither the weights nor the code may be *sold*.",
        "Except in *mining*, you may use it anywhere.",
        "Don't *sell* it.",
        "May I *sell* it? No.",
        "The following are prohibited: *spying*",
        "*Hosting* it requires a separate license.",
        "NO *COMMERCIAL* USE.",
        "You may not *rent* it by means of a server.",
        "*Copying* it by electronic means is prohibited.",
        "The files are prohibited for *military* ends.",
        "Trading is prohibited if you *sell* weapons.",
        "You shall not let anybody else, by whatever means, *lend* it.",
        "The following is excluded from the license: lending; *resale*; hosting",
        "You may copy the files (other than for *profit*) and share them.",
        "The files (unless you *sell* them) may be shared.",
        "Copies, except for *sale*, are permitted.",
        "Except for *sale*, copies are permitted.",
        "Copying is permitted, except for *sale*.",
        "You may not (except as agreed) *sell* the files.",
        "You may, except in *mines*, or on ships, copy it.",
        "Please don't do anything *commercial* with it.",
        "We do not want you to do anything *commercial* with it.",
        "We ask that you not do anything *commercial* with it.",
        "You may not run the QX.1 model for *profit*.",
        "You must not change README.md or *sell* the files.",
        "May I *rent* it out? The license rules that out.",
        "*Renting* it out? This license doesn't allow that.",
        "You may copy it for any purpose other than mining, or *milling*.",
        "You may not do what follows here. *sell* it",
        "These things are not allowed. *selling* copies",
    ],
)
def test_forbidden(sentence: str) -> None:
    assert force_at_mark(sentence) is Force.FORBIDDEN


@pytest.mark.parametrize(
    "sentence",
    [
        "You may use it *commercially*.",
        "Nothing in this license prevents you from *selling* it.",
        "*Commercial* use is permitted.",
        "We hereby grant you the right to *modify* it.",
        "May I *sell* it? Yes, of course.",
        "*Selling* copies is not prohibited.",
        "You are free to *share* it.",
        "*Resale* for a profit? Yes, certainly.",
        "*Resale* for a profit? The license covers that.",
        "Copies are permitted for *schools*.",
        "You may copy (other than for profit, or in mines) and *share* the files.",
        "You are granted a right to run (unless it has ended), copy and *sell* the files.",
        "You may, except in mines, or on ships, *copy* it.",
        "Except for sale, *copies* are permitted.",
    ],
)
def test_allowed(sentence: str) -> None:
    assert force_at_mark(sentence) is Force.ALLOWED


@pytest.mark.parametrize(
    "sentence",
    [
        "You may use it only for *research*.",
        "Use is limited to *teaching*.",
        "You may use it for *research* purposes only.",
        "You may not use it except for *study*.",
        "The code must only be *run* at home.",
        "The files are for *teaching* only and not for sale.",
        "Use is prohibited, except for *study*.",
        "You may not, other than for research, or for *teaching*, sell it.",
        "You may not use it for any purpose other than *study*.",
    ],
)
def test_limited(sentence: str) -> None:
    assert force_at_mark(sentence) is Force.LIMITED


@pytest.mark.parametrize(
    "sentence",
    [
        "You must *retain* the notice.",
        "Licensee shall *pay* a fee.",
        "You may copy it provided that you *keep* the notice.",
    ],
)
def test_required(sentence: str) -> None:
    assert force_at_mark(sentence) is Force.REQUIRED


@pytest.mark.parametrize(
    "sentence",
    [
        '"Commercial Use" means any *use* for gain.',
        "You are not required to *pay* anything.",
        "In no event shall the authors be *liable*.",
        "We hope this is useful for *research*.",
        "You may not *copy* it for:",
        "No one may *copy* it unless",
        "The authors could not have known that you *sell* it.",
        '"Sale" means to *sell* by any means.',
        "If you do not want to *share* it, keep it.",
    ],
)
def test_binds_nobody(sentence: str) -> None:
    assert force_at_mark(sentence) not in (Force.FORBIDDEN, Force.REQUIRED, Force.LIMITED)
