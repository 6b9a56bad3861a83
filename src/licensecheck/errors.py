"""The errors a caller can catch; every one derives from `LicenseCheckError`."""


class LicenseCheckError(Exception):
    """Base of all documented errors; its text is one line that says what is wrong."""


class NoLicenseTextError(LicenseCheckError):
    """Nothing in the text reads as license terms, so there is nothing to classify."""


class UnreadableFileError(LicenseCheckError):
    """A file is missing, binary, undecodable, too large or may not be read."""


class LibraryError(LicenseCheckError):
    """A clause definition is wrong; names the file, the field and the reason."""


class ConfigError(LicenseCheckError):
    """A setting or a command-line value is wrong; names it and says what is allowed."""
