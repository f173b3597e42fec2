"""The contract: what of Scrapy's and Twisted's private API the capture stands on.

When one of these fails after an upgrade, read the code named in the message anew, mend what it
says, and run tests/warcs/test_wire_exactness.py, which proves the whole against a relay.
"""

# Twisted types its public names; this file is about the others.
# mypy: disallow-untyped-calls=False

import inspect
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import pytest
from scrapy.core.downloader.handlers import http11
from scrapy.http import HtmlResponse, Response
from scrapy.utils import _download_handlers
from twisted.internet.abstract import FileDescriptor
from twisted.internet.interfaces import IHandshakeListener
from twisted.internet.task import Clock
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web import _newclient, client, http

from warcs.capturing.wire import WireFactory, WireProtocol

WIRE = "warcs/capturing/wire.py stands on it: check the tee"
CONNECT = "warcs/capturing/connect.py stands on it: check CONNECT_TO"
HANDLER = "warcs/capturing/handler.py stands on it: check WarcDownloadHandler and WarcAgent"
LIMIT = "warcs/capturing/limit.py stands on it: check WARC_READ_LIMIT"
OUTCOME = "warcs/capturing/outcome.py stands on it: check what failures are called"


@pytest.mark.parametrize(
    ("function", "parameters", "why"),
    [
        (_newclient.HTTP11ClientProtocol.request, ["self", "request"], WIRE),
        (_newclient.HTTP11ClientProtocol.dataReceived, ["self", "bytes"], WIRE),
        (_newclient.HTTP11ClientProtocol._finishResponse_WAITING, ["self", "rest"], WIRE),
        (_newclient.HTTP11ClientProtocol._connectionLost_WAITING, ["self", "reason"], WIRE),
        (_newclient.HTTP11ClientProtocol.__init__, ["self", "quiescentCallback"], WIRE),
        (_newclient.Request.writeTo, ["self", "transport"], WIRE),
        (
            _newclient.Request.__init__,
            ["self", "method", "uri", "headers", "bodyProducer", "persistent"],
            WIRE,
        ),
        (client.HTTPConnectionPool.getConnection, ["self", "key", "endpoint"], WIRE),
        (client._HTTP11ClientFactory.__init__, ["self", "quiescentCallback", "metadata"], WIRE),
        (http11._LenientHTTP11ClientProtocol.request, ["self", "request"], WIRE),
        (http11._LenientHTTP11ClientFactory.buildProtocol, ["self", "addr"], WIRE),
        (client._StandardEndpointFactory.endpointForURI, ["self", "uri"], CONNECT),
        (
            client._StandardEndpointFactory.__init__,
            ["self", "reactor", "contextFactory", "connectTimeout", "bindAddress"],
            CONNECT,
        ),
        (http11._ScrapyAgent._get_agent, ["self", "request", "timeout"], HANDLER),
        (http11._ScrapyAgent.download_request, ["self", "request"], HANDLER),
        (
            http11._ScrapyAgent.__init__,
            [
                *("self", "contextFactory", "connectTimeout", "bindAddress", "pool", "maxsize"),
                *("warnsize", "fail_on_dataloss", "crawler", "tls_verbose_logging"),
            ],
            HANDLER,
        ),
        (http11._ScrapyAgent._cb_bodyready, ["self", "txresponse", "request"], HANDLER),
        (http11._ScrapyAgent._cb_bodydone, ["self", "result", "url"], HANDLER),
        (http11._ResponseReader.dataReceived, ["self", "data"], LIMIT),
        (http11._ResponseReader._finish_response, ["self", "flags", "stop_download"], LIMIT),
        (_download_handlers.wrap_twisted_exceptions, [], HANDLER),
        (_download_handlers.get_dataloss_msg, ["url"], HANDLER),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_signature(function: Callable[..., object], parameters: list[str], why: str) -> None:
    assert list(inspect.signature(function).parameters) == parameters, why


@pytest.mark.parametrize(
    ("function", "names", "why"),
    [
        (
            _newclient.HTTP11ClientProtocol.request,
            ["writeTo", "transport", "HTTPClientParser", "_finishResponse", "abortConnection"],
            WIRE,
        ),
        (client.HTTPConnectionPool._newConnection, ["_factory", "connect"], WIRE),
        (client._RetryingHTTP11ClientProtocol.request, ["_clientProtocol", "_newConnection"], WIRE),
        (TLSMemoryBIOProtocol._checkHandshakeStatus, ["handshakeCompleted"], WIRE),
        (
            http11.HTTP11DownloadHandler.__init__,
            ["_crawler", "_pool", "_factory", "_contextFactory", "_bind_address"],
            HANDLER,
        ),
        (
            http11.HTTP11DownloadHandler.download_request,
            ["_default_maxsize", "_default_warnsize", "_fail_on_dataloss_warned"],
            HANDLER,
        ),
        (http11._TunnelingAgent._getEndpoint, ["_proxyConf", "_endpointFactory"], HANDLER),
        (http11._ScrapyAgent._cb_bodyready, ["DownloadCancelledError"], OUTCOME),
        (http11._ScrapyAgent._cb_bodyready, ["deliverBody", "_ResponseReader"], LIMIT),
        (
            http11._ResponseReader.dataReceived,
            ["_bytes_received", "_maxsize", "_warnsize", "_reached_warnsize", "_finished"],
            LIMIT,
        ),
        (http11._ScrapyAgent._cb_timeout, ["DownloadTimeoutError"], OUTCOME),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_body_uses_these_names(function: Callable[..., object], names: list[str], why: str) -> None:
    used = set(names_in(function.__code__))

    assert [name for name in names if name not in used] == [], why


def names_in(code: CodeType) -> Iterator[str]:
    """Names that a function uses, and the functions in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def test_agent_reads_its_pool_and_its_endpoint_factory_when_a_request_is_made() -> None:
    reactor: Any = Clock()
    policy: Any = client.BrowserLikePolicyForHTTPS()
    pool = client.HTTPConnectionPool(reactor)
    agent = http11._BindAddressAgent(reactor, policy, 7, None, pool)

    factory = agent._endpointFactory
    assert agent._pool is pool, HANDLER
    assert isinstance(factory, client._StandardEndpointFactory), CONNECT
    assert (factory._connectTimeout, factory._bindAddress) == (7, None), CONNECT
    assert {"_reactor", "_policyForHTTPS"} <= set(vars(factory)), CONNECT


def test_tunnelling_agent_keeps_the_proxy_as_host_port_credentials() -> None:
    reactor: Any = Clock()
    policy: Any = client.BrowserLikePolicyForHTTPS()
    proxy = ("proxy.example", 3128, b"Basic x")
    agent = http11._TunnelingAgent(reactor=reactor, proxyConf=proxy, contextFactory=policy)

    assert agent._proxyConf == ("proxy.example", 3128, b"Basic x"), HANDLER


def test_result_of_a_body_has_its_flags() -> None:
    assert "flags" in http11._ScrapyAgent._cb_bodydone.__code__.co_consts, HANDLER
    assert "flags" in http11._ResultT.__annotations__, HANDLER


def test_request_keeps_its_parsed_uri() -> None:
    uri = client.URI.fromBytes(b"http://a.example/")
    request = _newclient.Request._construct(b"GET", b"/", None, None, parsedURI=uri)

    assert request._parsedURI is uri, WIRE
    assert (request.method, request.uri, request.persistent) == (b"GET", b"/", False), WIRE


def test_tcp_connection_keeps_what_it_did_not_send_in_these_buffers() -> None:
    write, do_write = FileDescriptor.write, FileDescriptor.doWrite
    used = {*names_in(write.__code__), *names_in(do_write.__code__)}

    assert {"dataBuffer", "offset", "_tempDataLen"} <= used, WIRE
    assert (FileDescriptor.dataBuffer, FileDescriptor.offset) == (b"", 0), WIRE
    assert not FileDescriptor.disconnecting, WIRE


def test_protocol_is_told_of_the_handshake() -> None:
    protocol = WireFactory(lambda connection: None, "metadata").buildProtocol(None)

    assert isinstance(protocol, WireProtocol), WIRE
    assert IHandshakeListener.providedBy(protocol), WIRE
    assert protocol.state == "QUIESCENT", WIRE


def test_failures_have_their_names() -> None:
    assert issubclass(_newclient.ResponseFailed, _newclient._WrapperException), OUTCOME
    assert _newclient.ResponseFailed(["why"]).reasons == ["why"], OUTCOME
    assert _newclient.ParseError("why", b"what").data == b"what", OUTCOME
    assert issubclass(http._MalformedChunkedDataError, Exception), OUTCOME
    assert issubclass(http._DataLoss, Exception), OUTCOME
    assert issubclass(http11.TunnelError, Exception), OUTCOME


def test_a_plain_response_has_no_encoding_that_replace_could_read() -> None:
    """What warcs/capturing/compression.py stands on; public API, and undocumented all the same."""
    assert "encoding" not in Response.attributes
    assert "encoding" in HtmlResponse.attributes
