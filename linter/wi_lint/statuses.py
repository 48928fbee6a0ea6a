"""Exit statuses: what a command ends with, and how an error on the way to it is told."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

import click

from wi_lint.errors import UsageError
from wi_lint.render.style import safe

CLEAN, FINDINGS, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


def told(run: Callable[[], int]) -> int:
    """An exit status; an error on the way to it is told in one line."""
    try:
        return run()
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        return _failed(f"{error.sentence}; {error.remedy}", USAGE)
    except BrokenPipeError:  # who reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EBADF, errno.EIO):
            return _failed(f"the output cannot be written: {error.strerror}; write it elsewhere", USAGE)
        return _defect(error)
    except Exception as error:
        return _defect(error)


def flushed() -> int:
    """What was written reaches its reader, or the disk, before it is said that all is well."""
    sys.stdout.flush()
    sys.stderr.flush()
    return CLEAN


def _defect(error: Exception) -> int:
    if os.environ.get("WI_LINT_DEBUG"):
        traceback.print_exc()
    return _failed(
        f"internal error: {type(error).__name__}: {error}; "
        "please report it, with the traceback that WI_LINT_DEBUG=1 shows",
        INTERNAL,
    )


def _failed(says: str, status: int) -> int:
    with suppress(OSError):
        click.echo(safe(f"wi-lint: {says}"), err=True)
    return status
