package run.leger.caddy;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.IpLiteral;
import run.leger.caddy.syntax.Token;

/**
 * What a site is for: scheme, host and port, each of which may be open. Quoting does not protect here, so every part has its grammar. Immutable.
 *
 * <p>An address that was read from a file may be what Caddy takes beyond that: a host with placeholders, a path, odd characters on sites
 * without HTTPS.
 */
public final class SiteAddress {
    private static final Pattern TEXT = Pattern.compile("(?:([A-Za-z]+)://)?(.*?)(?::([0-9]{1,5}))?", Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("\\{\\$[A-Za-z_][A-Za-z0-9_]*\\}");
    private static final String POSITION = "site address";

    private final String scheme;
    private final String host;
    private final int port;
    private final String path;
    private final @Nullable Argument read;

    private SiteAddress(String scheme, String host, int port) {
        this.scheme = scheme;
        this.host = host.isEmpty() ? host : canonicalHost(host);
        this.port = port;
        path = "";
        read = null;
        if (!scheme.isEmpty() && !scheme.equals("http") && !scheme.equals("https")) {
            throw Check.refuse(POSITION, "the scheme is neither http nor https");
        }
        if (port != 0) {
            Check.port(port, POSITION);
        }
        if (scheme.equals("http") && port == 443 || scheme.equals("https") && port == 80) {
            throw Check.refuse(POSITION, "scheme and port contradict each other");
        }
        if (scheme.isEmpty() && host.isEmpty() && port == 0) {
            throw Check.refuse(POSITION, "is empty, which Caddy takes for the global options");
        }
        if (scheme.isEmpty()
                && port == 0
                && SPAN.matcher(this.host).replaceFirst("").equals("import")) {
            throw new UnwritableValueException(
                    POSITION,
                    "is the word import, with which Caddy reads another file",
                    "give the site a scheme or a port, as in https://import");
        }
    }

    /** Makes what was read: its parts as Caddy finds them, and how it is written. */
    SiteAddress(AddressParts parts, Argument read) {
        scheme = parts.scheme();
        host = parts.host();
        port = parts.port();
        path = parts.path();
        this.read = read;
    }

    /**
     * Returns the address of any host.
     *
     * @param scheme {@code http} or {@code https}
     * @return such as {@code http://}
     * @throws UnwritableValueException if it is another scheme, or none
     */
    public static SiteAddress anyHost(String scheme) {
        return new SiteAddress(scheme, "", 0);
    }

    /**
     * Returns the scheme.
     *
     * @return {@code http}, {@code https}, or empty
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns the host.
     *
     * @return a host name in lower case, perhaps with {@code *.} before it, an IP address without brackets, or empty for any; may hold an
     *     environment span, such as <code>ai.{$NAME}.ts.net</code>
     */
    public String host() {
        return host;
    }

    /**
     * Returns the port.
     *
     * @return the port, or 0 for the scheme's
     */
    public int port() {
        return port;
    }

    /**
     * Returns the path, which Caddy has deprecated: {@code handle} does it better. No address that this library makes has one.
     *
     * @return the path from its slash, or empty
     */
    public String path() {
        return path;
    }

    /**
     * Returns an address from text. Nothing in it is an environment span: for that there is {@link #withEnv}.
     *
     * @param text {@code [scheme://][host][:port]}; IPv6 in brackets where a port follows
     * @return the address
     * @throws UnwritableValueException if it is not an address
     */
    public static SiteAddress of(String text) {
        if (text.indexOf('{') >= 0) {
            throw new UnwritableValueException(
                    POSITION,
                    "holds a brace",
                    "for an environment variable in the host, use SiteAddress.withEnv(before, variable, after)");
        }
        if (IpLiteral.canonical(text).isPresent()) {
            return new SiteAddress("", text, 0);
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw Check.refuse(POSITION, "is not [scheme://][host][:port]");
        }
        if (parts.group(2).indexOf(':') >= 0 && !parts.group(2).startsWith("[")) {
            throw Check.refuse(POSITION, "is not [scheme://][host][:port]");
        }
        String scheme = parts.group(1) == null ? "" : parts.group(1).toLowerCase(Locale.ROOT);
        int port = parts.group(3) == null ? 0 : Check.port(parts.group(3), POSITION);
        return new SiteAddress(scheme, parts.group(2), port);
    }

    /**
     * Returns an address whose host is completed by an environment variable of the Caddy process: <code>before{$VARIABLE}after</code>. Caddy
     * inserts the variable before it reads the file. Check that it is set, and to nothing but labels: an unset one leaves {@code before} and {@code
     * after} alone, and a hostile one is syntax.
     *
     * @param before what stands before it, such as {@code ai.}; may be empty
     * @param variable the name of the variable
     * @param after what stands after it, such as {@code .ts.net}; may be empty only where {@code before} is not
     * @return the address
     * @throws UnwritableValueException if the host would not be one, whatever the variable, or the variable's name is none
     */
    public static SiteAddress withEnv(String before, String variable, String after) {
        if (before.isEmpty() && after.isEmpty()) {
            throw Check.refuse(
                    POSITION,
                    "is an environment span alone, which makes the site the global options where the variable is not set");
        }
        if (before.indexOf('{') >= 0 || after.indexOf('{') >= 0) {
            throw Check.refuse(POSITION, "holds a second environment span");
        }
        return new SiteAddress("", before + "{$" + Argument.variableName(variable) + "}" + after, 0);
    }

    /**
     * Returns this address with a scheme; {@code http} switches HTTPS off.
     *
     * @param scheme {@code http} or {@code https}
     * @return a new address
     * @throws UnwritableValueException if it is another one, or contradicts the port
     */
    public SiteAddress withScheme(String scheme) {
        return new SiteAddress(scheme, host, port);
    }

    /**
     * Returns this address with a port.
     *
     * @param port from 1 to 65535
     * @return a new address
     * @throws UnwritableValueException if it is out of range, or contradicts the scheme
     */
    public SiteAddress withPort(int port) {
        return new SiteAddress(scheme, host, Check.port(port, POSITION));
    }

    /**
     * Tells whether the host holds an environment span, so that what it is depends on Caddy's environment.
     *
     * @return whether it does
     */
    public boolean hasEnv() {
        return host.indexOf('{') >= 0;
    }

    private static String canonicalHost(String host) {
        Matcher span = SPAN.matcher(host);
        if (!span.find()) {
            String bare = host.startsWith("*.") ? host.substring(2) : host;
            return host.startsWith("*.") ? "*." + Check.name(bare, POSITION) : Check.host(bare, POSITION);
        }
        String before = host.substring(0, span.start());
        String after = host.substring(span.end());
        // A variable is at least one label, so the rest must be a host name around some label.
        String stand = before.startsWith("*.") ? before.substring(2) : before;
        String name = Check.name(stand + "x" + after, POSITION);
        String front = name.substring(0, name.length() - after.length() - 1);
        return (before.startsWith("*.") ? "*." : "") + front + span.group() + name.substring(front.length() + 1);
    }

    /**
     * Returns the token that this address was read from.
     *
     * @return the token, empty for an address that was not read from a file
     */
    public Optional<Token> source() {
        return Optional.ofNullable(read).flatMap(Argument::source);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SiteAddress that
                && scheme.equals(that.scheme)
                && host.equals(that.host)
                && port == that.port
                && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, host, port, path);
    }

    /**
     * Returns the address as Caddy reads it.
     *
     * @return the token
     */
    @Override
    public String toString() {
        String where = IpLiteral.isSix(host) ? "[" + host + "]" : host;
        return (scheme.isEmpty() ? "" : scheme + "://") + where + (port == 0 ? "" : ":" + port) + path;
    }
}
