"""The errors users meet; each message is one sentence with the fix in it.

NordigestError              everything below; the command line prints it and exits with 2
├── ConfigError             a config or argument is wrong; carries the dotted key
├── InputError              the input as a whole cannot be read (missing folder, nothing in it)
├── OutputError             the output folder cannot be written (full, read-only, in use)
├── StoreError              the store is locked, corrupted or of another version
├── MachineError            the machine refuses what computing needs (temporary space, a file)
├── ModelError              a model is missing, incomplete, altered or does not do its work
├── ClusterError            the cluster cannot be reached, or its actors cannot do the work
└── DocumentError           one document cannot be processed; the run goes on without it
"""


class NordigestError(Exception):
    """A mistake a user can mend; `str(error)` is one sentence that says how."""


class ConfigError(NordigestError):
    """A wrong setting; `key` is its dotted name, as `translate.beam_size`."""

    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message)
        self.key = key


class InputError(NordigestError):
    """The input cannot be read at all."""


class OutputError(NordigestError):
    """The output folder cannot be written."""


class StoreError(NordigestError):
    """The store cannot be used as it is."""


class ModelError(NordigestError):
    """A model cannot be used as it is."""


class ClusterError(NordigestError):
    """The cluster cannot be used as it is."""


class MachineError(NordigestError):
    """The machine refuses something that computing needs."""


class DocumentError(NordigestError):
    """One document or unit of work cannot be processed; the message is the reason."""
