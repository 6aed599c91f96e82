package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One resolved.conf or drop-in: its bytes exactly as they are, and what systemd-resolved makes of them. Immutable.
 *
 * <p>The values are those of this file alone. systemd-resolved reads it after the main file and the drop-ins whose names sort before: there
 * lists add up, and the last valid switch wins.
 */
public final class ResolvedConf {
    private final byte[] bytes;
    private final ConfReader.Result content;
    private final EffectiveConf effective;

    private ResolvedConf(byte[] bytes) {
        this.bytes = bytes;
        content = ConfReader.read(latin());
        effective = EffectiveConf.of(content);
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
        return content.entries().stream().map(Entry::assignment).toList();
    }

    /**
     * Returns what is wrong with the file by itself.
     *
     * @return the findings in the order of their lines, unmodifiable; empty for a good file
     */
    public List<Finding> findings() {
        return effective.findings();
    }

    /**
     * Returns what is wrong with the file for a certain version, which ignores keys that are newer than it.
     *
     * @param systemdVersion the version, such as 252
     * @return the findings in the order of their lines
     */
    public List<Finding> findings(int systemdVersion) {
        return EffectiveConf.of(List.of(new ConfFile("", this)), systemdVersion).findings();
    }

    /**
     * Returns what the file comes to by itself, each value with its place.
     *
     * @return the settings
     */
    public EffectiveConf effective() {
        return effective;
    }

    ConfReader.Result content() {
        return content;
    }

    /** Returns the bytes as Latin-1, one character each. */
    String latin() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns this file with a setting given here and nowhere else in it: the last assignment of its key becomes the setting, others of that
     * key go, and where there is none it comes last in the section. Empty assignments stay, for they reset a list; the value comes after them.
     * All other bytes stay.
     *
     * @param setting the setting
     * @return the changed file
     */
    public ResolvedConf with(Setting setting) {
        return new ConfEdit(this).set(setting);
    }

    /**
     * Returns this file with a setting added as the last in the section, which is made where it is missing. All other bytes stay.
     *
     * @param setting the setting
     * @return the changed file
     */
    public ResolvedConf plus(Setting setting) {
        return new ConfEdit(this).add(setting);
    }

    /**
     * Returns this file without the assignments of a key. All other bytes stay.
     *
     * @param key the key
     * @return the changed file
     */
    public ResolvedConf without(ResolvedKey key) {
        return new ConfEdit(this).remove(key);
    }

    /**
     * Returns the servers of {@code DNS=}.
     *
     * @return the servers, each once, in their order
     */
    public List<DnsServer> dns() {
        return values(effective.dns());
    }

    /**
     * Returns the servers of {@code FallbackDNS=}.
     *
     * @return the servers, or empty where the key is not there and the compiled-in ones count
     */
    public Optional<List<DnsServer>> fallbackDns() {
        return effective.fallbackDns().map(ResolvedConf::values);
    }

    /**
     * Returns the domains of {@code Domains=}.
     *
     * @return the domains, each once
     */
    public List<Domain> domains() {
        return values(effective.domains());
    }

    /**
     * Returns what a switch stands at: any setting that is a boolean or a word.
     *
     * @param key which
     * @return the last valid value, or empty where this file does not set it and the default counts
     * @throws IllegalArgumentException if that setting is a list or a time
     */
    public Optional<Mode> mode(ResolvedKey key) {
        return effective.mode(key).map(Sourced::value);
    }

    /**
     * Returns the listeners of {@code DNSStubListenerExtra=}.
     *
     * @return the listeners, each once
     */
    public List<ExtraListener> extraListeners() {
        return values(effective.extraListeners());
    }

    /**
     * Returns {@code StaleRetentionSec=}.
     *
     * @return the time, with {@code infinity} as the longest duration in whole seconds; empty where it is not set
     */
    public Optional<Duration> staleRetention() {
        return effective.staleRetention().map(Sourced::value);
    }

    /**
     * Returns the types of {@code RefuseRecordTypes=}.
     *
     * @return the types as they are written
     */
    public Set<String> refusedRecordTypes() {
        return Set.copyOf(values(effective.refusedRecordTypes()));
    }

    private static <T> List<T> values(List<Sourced<T>> sourced) {
        return sourced.stream().map(Sourced::value).toList();
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
