package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One resolved.conf or drop-in: its bytes exactly as they are, and what systemd-resolved makes of them. Immutable.
 *
 * <p>The values are those of this file alone. systemd-resolved reads it after the main file and the drop-ins whose names sort before: there
 * lists add up, and the last valid switch wins.
 */
public final class ResolvedConf {
    private final byte[] bytes;
    private final List<Assignment> assignments;
    private final List<Finding> findings;
    private final Settings settings;

    private ResolvedConf(byte[] bytes) {
        this.bytes = bytes;
        ConfReader.Result read = ConfReader.read(bytes);
        assignments = List.copyOf(read.assignments());
        List<Finding> all = new ArrayList<>(read.findings());
        settings = Settings.of(assignments, all);
        all.sort(Comparator.comparingInt(Finding::line));
        findings = List.copyOf(all);
    }

    /**
     * Reads a file. Never fails: what systemd-resolved would not take is in the {@link #findings}.
     *
     * @param file the whole content; copied
     * @return the file
     */
    public static ResolvedConf parse(byte[] file) {
        return new ResolvedConf(file.clone());
    }

    /**
     * Reads a file from text; see {@link #parse(byte[])}.
     *
     * @param text the whole content
     * @return the file
     */
    public static ResolvedConf parse(String text) {
        return new ResolvedConf(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Starts a file with the section {@code [Resolve]}.
     *
     * @return a builder
     */
    public static ResolvedConfBuilder builder() {
        return new ResolvedConfBuilder();
    }

    /**
     * Returns Leger's own settings: DNSSEC and DNS over TLS where the servers can, caching, the stub listener, and all names routed to the global
     * servers. {@link MagicDnsCheck} says where the last fights the tailnet's DNS.
     *
     * @return the file
     */
    public static ResolvedConf legerTemplate() {
        return builder()
                .comment("DNSSEC validation")
                .dnssec(Mode.ALLOW_DOWNGRADE)
                .blank()
                .comment("DNS-over-TLS when available")
                .dnsOverTls(Mode.OPPORTUNISTIC)
                .blank()
                .comment("Enable DNS caching")
                .cache(Mode.YES)
                .blank()
                .comment("Enable stub listener")
                .dnsStubListener(Mode.YES)
                .blank()
                .comment("Use systemd-resolved for all domains")
                .domains(Domain.all())
                .build();
    }

    /**
     * Returns the file byte for byte as it was read or built.
     *
     * @return a copy of the bytes
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Returns the file as text.
     *
     * @return the text; bytes that are not UTF-8, which only {@link #toBytes} keeps, as U+FFFD
     */
    public String print() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Returns every assignment in {@code [Resolve]} that systemd-resolved gets to see, with unknown keys and bad values.
     *
     * @return the assignments in their order, unmodifiable
     */
    public List<Assignment> assignments() {
        return assignments;
    }

    /**
     * Returns what is wrong with the file by itself.
     *
     * @return the findings in the order of their lines, unmodifiable; empty for a good file
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Returns what is wrong with the file for a certain version, which ignores keys that are newer than it.
     *
     * @param systemdVersion the version, such as 252
     * @return the findings in the order of their lines
     */
    public List<Finding> findings(int systemdVersion) {
        List<Finding> all = new ArrayList<>(findings);
        for (Assignment assignment : assignments) {
            ResolvedKey.of(assignment.key())
                    .filter(key -> key.since() > systemdVersion)
                    .ifPresent(key -> all.add(new Finding(
                            assignment.line(),
                            Severity.WARNING,
                            key.key() + "= is ignored before systemd " + key.since())));
        }
        all.sort(Comparator.comparingInt(Finding::line));
        return List.copyOf(all);
    }

    /**
     * Returns the servers of {@code DNS=}.
     *
     * @return the servers, each once, in their order
     */
    public List<DnsServer> dns() {
        return List.copyOf(settings.dns);
    }

    /**
     * Returns the servers of {@code FallbackDNS=}.
     *
     * @return the servers, or empty where the key is not there and the compiled-in ones count
     */
    public Optional<List<DnsServer>> fallbackDns() {
        return settings.assigned.contains(ResolvedKey.FALLBACK_DNS)
                ? Optional.of(List.copyOf(settings.fallbackDns))
                : Optional.empty();
    }

    /**
     * Returns the domains of {@code Domains=}.
     *
     * @return the domains, each once
     */
    public List<Domain> domains() {
        return List.copyOf(settings.domains.values());
    }

    /**
     * Returns what a switch stands at: any setting that is a boolean or a word.
     *
     * @param key which
     * @return the last valid value, or empty where this file does not set it and the default counts
     * @throws IllegalArgumentException if that setting is a list or a time
     */
    public Optional<Mode> mode(ResolvedKey key) {
        if (key.kind() != ResolvedKey.Kind.MODE) {
            throw new IllegalArgumentException(key.key() + "= is not a switch");
        }
        return Optional.ofNullable(settings.modes.get(key));
    }

    /**
     * Returns the listeners of {@code DNSStubListenerExtra=}.
     *
     * @return the listeners, each once
     */
    public List<ExtraListener> extraListeners() {
        return List.copyOf(settings.listeners);
    }

    /**
     * Returns {@code StaleRetentionSec=}.
     *
     * @return the time, with {@code infinity} as the longest duration in whole seconds; empty where it is not set
     */
    public Optional<Duration> staleRetention() {
        return settings.staleRetention;
    }

    /**
     * Returns the types of {@code RefuseRecordTypes=}.
     *
     * @return the types as they are written
     */
    public Set<String> refusedRecordTypes() {
        return Set.copyOf(settings.refusedTypes);
    }

    /**
     * Returns where a setting got the value that counts.
     *
     * @param key which
     * @return the line, from 1, or empty where this file gives it no value
     */
    public OptionalInt lineOf(ResolvedKey key) {
        Integer line = settings.lines.get(key);
        return line == null ? OptionalInt.empty() : OptionalInt.of(line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResolvedConf conf && Arrays.equals(bytes, conf.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * Returns the file as text.
     *
     * @return the same as {@link #print}
     */
    @Override
    public String toString() {
        return print();
    }
}
