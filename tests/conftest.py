import pytest

import licensecheck


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """No test reads or fills the user's cache of analyses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LICENSECLAUSES_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def made_analyzers():
    return {}


@pytest.fixture
def one_analyzer(monkeypatch, made_analyzers):
    """One analyzer a library for all commands: making one each would cost most of the time."""
    make = licensecheck.Analyzer

    def reuse(library):
        if library.version not in made_analyzers:
            made_analyzers[library.version] = make(library)
        return made_analyzers[library.version]

    monkeypatch.setattr("licensecheck.analyzer.Analyzer", reuse)
