package run.leger.resolved;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Writes a resolved.conf line by line: comments, blank lines, and assignments from typed values, so that no value can become a line of its own. */
public final class ResolvedConfBuilder {
    private static final int MAX_LINE = 4_000;
    private static final Pattern COMMENT = Pattern.compile("([\\t -~]*[\\t -\\[\\]-~])?");
    private static final Pattern RECORD_TYPE = Pattern.compile("[A-Z][A-Z0-9-]{0,15}");

    private final StringBuilder header = new StringBuilder();
    private final StringBuilder out = new StringBuilder("[Resolve]\n");

    ResolvedConfBuilder() {}

    /**
     * Adds a comment before the section.
     *
     * @param text one line of printable ASCII that does not end in a backslash
     * @return this builder
     * @throws InvalidSettingException if it is anything else
     */
    public ResolvedConfBuilder header(String text) {
        header.append(commentLine(text));
        return this;
    }

    /**
     * Adds a comment.
     *
     * @param text one line of printable ASCII that does not end in a backslash
     * @return this builder
     * @throws InvalidSettingException if it is anything else
     */
    public ResolvedConfBuilder comment(String text) {
        out.append(commentLine(text));
        return this;
    }

    private static String commentLine(String text) {
        if (!COMMENT.matcher(text).matches()) {
            throw new InvalidSettingException(
                    "comment", "is not one line of printable ASCII that does not end in a backslash");
        }
        return text.isEmpty() ? "#\n" : "# " + text + "\n";
    }

    /**
     * Adds an empty line.
     *
     * @return this builder
     */
    public ResolvedConfBuilder blank() {
        out.append('\n');
        return this;
    }

    /**
     * Drops what the files before this one, and this one so far, said for a list. For {@code FallbackDNS=} that includes the compiled-in servers.
     *
     * @param list {@code DNS=}, {@code FallbackDNS=}, {@code Domains=}, {@code DNSStubListenerExtra=} or {@code RefuseRecordTypes=}
     * @return this builder
     * @throws IllegalArgumentException if it is not a list: an empty switch changes nothing
     */
    public ResolvedConfBuilder reset(ResolvedKey list) {
        if (!list.kind().isList()) {
            throw new IllegalArgumentException(list.key() + "= is not a list and cannot be reset");
        }
        out.append(list.key()).append("=\n");
        return this;
    }

    /**
     * Adds servers.
     *
     * @param servers the servers, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder dns(DnsServer... servers) {
        return list(ResolvedKey.DNS, List.of(servers));
    }

    /**
     * Adds fallback servers; the compiled-in ones then no longer count.
     *
     * @param servers the servers, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder fallbackDns(DnsServer... servers) {
        return list(ResolvedKey.FALLBACK_DNS, List.of(servers));
    }

    /**
     * Adds domains.
     *
     * @param domains the domains, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder domains(Domain... domains) {
        return list(ResolvedKey.DOMAINS, List.of(domains));
    }

    /**
     * Sets {@code DNSSEC=}.
     *
     * @param mode yes, no or allow-downgrade
     * @return this builder
     * @throws IllegalArgumentException if it is another known word
     */
    public ResolvedConfBuilder dnssec(Mode mode) {
        return mode(ResolvedKey.DNSSEC, mode);
    }

    /**
     * Sets {@code DNSOverTLS=}.
     *
     * @param mode yes, no or opportunistic
     * @return this builder
     * @throws IllegalArgumentException if it is another known word
     */
    public ResolvedConfBuilder dnsOverTls(Mode mode) {
        return mode(ResolvedKey.DNS_OVER_TLS, mode);
    }

    /**
     * Sets {@code Cache=}.
     *
     * @param mode yes, no or no-negative
     * @return this builder
     * @throws IllegalArgumentException if it is another known word
     */
    public ResolvedConfBuilder cache(Mode mode) {
        return mode(ResolvedKey.CACHE, mode);
    }

    /**
     * Sets {@code DNSStubListener=}.
     *
     * @param mode yes, no, udp or tcp
     * @return this builder
     * @throws IllegalArgumentException if it is another known word
     */
    public ResolvedConfBuilder dnsStubListener(Mode mode) {
        return mode(ResolvedKey.DNS_STUB_LISTENER, mode);
    }

    /**
     * Sets any switch.
     *
     * @param key which
     * @param mode what it shall stand at; words that this library does not know are written as they are
     * @return this builder
     * @throws IllegalArgumentException if the setting is no switch, or it does not have this word
     */
    public ResolvedConfBuilder mode(ResolvedKey key, Mode mode) {
        boolean fits =
                mode.equals(Mode.YES) || mode.equals(Mode.NO) || key.words().contains(mode) || !mode.known();
        if (key.kind() != ResolvedKey.Kind.MODE || !fits) {
            throw new IllegalArgumentException(key.key() + "= does not take " + mode.word());
        }
        return assign(key, mode.word());
    }

    /**
     * Adds a listener.
     *
     * @param listener where to listen too
     * @return this builder
     */
    public ResolvedConfBuilder extraListener(ExtraListener listener) {
        return assign(ResolvedKey.DNS_STUB_LISTENER_EXTRA, listener.toString());
    }

    /**
     * Sets {@code StaleRetentionSec=}.
     *
     * @param time in whole seconds; zero for not at all
     * @return this builder
     * @throws InvalidSettingException if it is negative
     */
    public ResolvedConfBuilder staleRetention(Duration time) {
        if (time.isNegative()) {
            throw new InvalidSettingException("StaleRetentionSec=", "is negative");
        }
        boolean infinite = time.compareTo(TimeSpans.INFINITY) >= 0;
        return assign(ResolvedKey.STALE_RETENTION_SEC, infinite ? "infinity" : Long.toString(time.toSeconds()));
    }

    /**
     * Adds record types that are not answered.
     *
     * @param types the types, such as {@code AAAA}, at least one
     * @return this builder
     * @throws InvalidSettingException if one is not upper-case letters, digits and hyphens
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder refuseRecordTypes(String... types) {
        for (String type : types) {
            if (!RECORD_TYPE.matcher(type).matches()) {
                throw new InvalidSettingException("RefuseRecordTypes=", "has a word that is no record type");
            }
        }
        return list(ResolvedKey.REFUSE_RECORD_TYPES, List.of(types));
    }

    private ResolvedConfBuilder assign(ResolvedKey key, String value) {
        out.append(key.key()).append('=').append(value).append('\n');
        return this;
    }

    /** Long lists go on several lines, for they add up. */
    private ResolvedConfBuilder list(ResolvedKey key, List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(key.key() + "= needs a value; reset(...) empties it");
        }
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            String word = Objects.requireNonNull(value, key.key()).toString();
            if (!line.isEmpty() && line.length() + word.length() > MAX_LINE) {
                assign(key, line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return assign(key, line.toString());
    }

    /**
     * Makes the file.
     *
     * @return the file, ending in LF
     */
    public ResolvedConf build() {
        return ResolvedConf.parse(header + out.toString());
    }
}
