package run.leger.resolved;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a resolved.conf line by line: comments, blank lines, and assignments from typed values, so that no value can become a line of its own. */
public final class ResolvedConfBuilder {
    private static final Pattern COMMENT = Pattern.compile("([\\t -~]*[\\t -\\[\\]-~])?");

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
        return set(Setting.reset(list));
    }

    /**
     * Adds servers.
     *
     * @param servers the servers, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder dns(DnsServer... servers) {
        return set(Setting.dns(List.of(servers)));
    }

    /**
     * Adds fallback servers; the compiled-in ones then no longer count.
     *
     * @param servers the servers, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder fallbackDns(DnsServer... servers) {
        return set(Setting.fallbackDns(List.of(servers)));
    }

    /**
     * Adds domains.
     *
     * @param domains the domains, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public ResolvedConfBuilder domains(Domain... domains) {
        return set(Setting.domains(List.of(domains)));
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
        return set(Setting.mode(key, mode));
    }

    /**
     * Adds a listener.
     *
     * @param listener where to listen too
     * @return this builder
     */
    public ResolvedConfBuilder extraListener(ExtraListener listener) {
        return set(Setting.extraListener(listener));
    }

    /**
     * Sets {@code StaleRetentionSec=}.
     *
     * @param time down to microseconds, what is finer is cut off; zero for not at all
     * @return this builder
     * @throws InvalidSettingException if it is negative
     */
    public ResolvedConfBuilder staleRetention(Duration time) {
        return set(Setting.staleRetention(time));
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
        return set(Setting.refuseRecordTypes(List.of(types)));
    }

    /**
     * Adds an assignment.
     *
     * @param setting the assignment
     * @return this builder
     */
    public ResolvedConfBuilder set(Setting setting) {
        setting.lines().forEach(line -> out.append(line).append('\n'));
        return this;
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
