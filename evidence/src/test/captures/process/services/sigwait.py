# SPDX-License-Identifier: Apache-2.0
"""Blocks SIGTERM in all threads and takes it with sigwait, as many servers written in C do."""
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
signal.sigwait([signal.SIGTERM])
