"""The door of a mail server: password or token, TLS, and never a secret over an open line."""

import ssl

import pytest

from minnelijk.post.sending import speaking
from minnelijk.post.sending.senders import Away, Line, LoginRefused, NotSafe, Server
from minnelijk.records.words import SenderLogin
from tests.post.asking import AskingController
from tests.post.server import MailServer, free_port

MAIL = b"From: a@x.example\r\nMessage-ID: <m1@x.example>\r\n\r\nHello.\r\n"


def asks(server: MailServer, secret: str, login: SenderLogin = SenderLogin.PASSWORD) -> Line:
    return Line(
        Server("127.0.0.1", server.port, login=login, user_name="delta", secret=secret, seconds=5)
    )


@pytest.mark.parametrize("login", list(SenderLogin))
def test_a_password_or_a_token_opens_the_door_and_only_over_tls(
    asking: MailServer, login: SenderLogin
) -> None:
    line = asks(asking, "good", login)

    answer = line.send(sender="a@x.example", to="b@y.example", content=MAIL)

    assert answer.startswith("250")
    assert line._open is not None
    assert isinstance(line._open.sock, ssl.SSLSocket)


@pytest.mark.parametrize("login", list(SenderLogin))
def test_a_wrong_password_or_token_is_told_apart_from_a_server_that_is_away(
    asking: MailServer, login: SenderLogin
) -> None:
    with pytest.raises(LoginRefused, match="login: 535"):
        asks(asking, "bad", login).knock()

    assert asking.arrived == []


def test_tls_from_the_first_byte(certificate: ssl.SSLContext) -> None:
    handler = MailServer(free_port())
    controller = AskingController(handler, None, ssl_context=certificate)
    controller.start()
    server = Server(
        "127.0.0.1",
        handler.port,
        implicit=True,
        login=SenderLogin.PASSWORD,
        user_name="delta",
        secret="good",
    )

    answer = Line(server).send(sender="a@x.example", to="b@y.example", content=MAIL)
    controller.stop()

    assert answer.startswith("250")


def test_a_certificate_that_nobody_vouches_for_is_no_connection(
    asking: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(Away, match="SSLCertVerificationError"):
        asks(asking, "good").knock()


def test_a_password_never_goes_over_an_open_line_to_another_machine(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "LOOPBACK", frozenset())  # as if it were far away

    with pytest.raises(NotSafe):
        asks(mail_server, "good").knock()
