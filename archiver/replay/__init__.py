"""Replay in a browser: captures and ReplayWeb.page, served on this machine and kept on it."""

from archiver.replay.policy import Places
from archiver.replay.server import Replay, Request, Source, serve
from archiver.replay.sources import source
from archiver.replay.viewer import Viewer, viewer

__all__ = ["Places", "Replay", "Request", "Source", "Viewer", "serve", "source", "viewer"]
