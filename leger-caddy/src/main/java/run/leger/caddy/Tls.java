package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;

/** Settings of a {@code tls} directive: where the certificate of a site comes from. */
public final class Tls {
    private Directive head = Directive.of("tls");
    private final List<Line> lines = new ArrayList<>();

    Tls() {}

    /**
     * Uses Caddy's own certificate authority.
     *
     * @return this builder
     * @throws IllegalStateException if another source was chosen
     */
    public Tls internal() {
        return source(Argument.of("internal"));
    }

    /**
     * Uses a certificate from files.
     *
     * @param certificate the path of the chain, in PEM
     * @param key the path of the private key, in PEM
     * @return this builder
     * @throws IllegalStateException if another source was chosen
     */
    public Tls files(String certificate, String key) {
        return source(Argument.text(certificate), Argument.text(key));
    }

    /**
     * Gets certificates over ACME, with this address for the account.
     *
     * @param address an e-mail address
     * @return this builder
     * @throws IllegalStateException if another source was chosen
     * @throws UnwritableValueException if it is not an e-mail address
     */
    public Tls email(String address) {
        return source(Argument.of(Check.email(address, "tls, e-mail address")));
    }

    /**
     * Gets the certificate from tailscaled at each handshake. Write it for every {@code .ts.net} site, although Caddy does so by itself: with
     * some global options it silently does not.
     *
     * @return this builder
     */
    public Tls getCertificateTailscale() {
        return subdirective("get_certificate", "tailscale");
    }

    /**
     * Adds any other subdirective with literal arguments, each as {@link Argument#of}.
     *
     * @param name its name
     * @param arguments its arguments
     * @return this builder
     * @throws UnwritableValueException if it is not a name
     */
    public Tls subdirective(String name, String... arguments) {
        return subdirective(Directive.of(name, arguments));
    }

    /**
     * Adds any other subdirective.
     *
     * @param subdirective the line
     * @return this builder
     */
    public Tls subdirective(Directive subdirective) {
        lines.add(subdirective);
        return this;
    }

    /**
     * Adds a comment.
     *
     * @param text the text; each of its lines becomes one
     * @return this builder
     * @throws UnwritableValueException if it has control characters
     */
    public Tls comment(String text) {
        lines.add(new Comment(text));
        return this;
    }

    private Tls source(Argument... arguments) {
        if (!head.arguments().isEmpty()) {
            throw new IllegalStateException("a tls directive has one source of certificates");
        }
        head = head.with(arguments);
        return this;
    }

    Directive build() {
        if (head.arguments().isEmpty() && lines.stream().noneMatch(Directive.class::isInstance)) {
            throw new IllegalStateException("a tls directive needs a source of certificates or a setting");
        }
        return lines.isEmpty() ? head : head.withBlock(lines);
    }
}
