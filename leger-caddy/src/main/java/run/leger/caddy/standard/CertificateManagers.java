package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code tailscale|http <url>}: who is asked for a certificate at the handshake. */
public final class CertificateManagers {

    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The URL that {@code http} asks. */
    public static final Slot<Argument> URL = new Slot<>(1, "URL", Values.verbatim());
    /** The line of one of them, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "tls.get_certificate")
            .with("tailscale", Shape.of(MODULE).ignoringBlock())
            .with("http", Shape.of(MODULE, URL).block()));

    private CertificateManagers() {}
}
