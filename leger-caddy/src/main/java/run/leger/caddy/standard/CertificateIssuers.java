package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code acme|internal|zerossl …}: where certificates come from, in {@code tls} and in the option {@code cert_issuer}. */
public final class CertificateIssuers {

    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The line of one of them, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "tls.issuance")
            .with("acme", AcmeIssuer.SHAPE)
            .with("internal", InternalIssuer.SHAPE)
            .with("zerossl", ZeroSslIssuer.SHAPE));

    private CertificateIssuers() {}

    static boolean isAcme(Directive issuer) {
        return MODULE.in(issuer).flatMap(Argument::token).filter("acme"::equals).isPresent();
    }
}
