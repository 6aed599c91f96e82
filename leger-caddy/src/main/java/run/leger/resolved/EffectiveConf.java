package run.leger.resolved;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What systemd-resolved makes of files that it reads one after the other: lists add up, the last valid switch wins, and a file that it gives
 * up hides all that follow. Each value knows where it came from. Immutable.
 */
public final class EffectiveConf {
    /** A version that knows every key. */
    static final int NEWEST = Integer.MAX_VALUE;

    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    /** Starts with no file. */
    EffectiveConf() {
        settings = new Settings(findings);
    }

    /**
     * Reads files in the order in which they count, the main file first.
     *
     * @param files the files
     * @return what they come to in a version of systemd that knows every key
     */
    public static EffectiveConf of(List<ConfFile> files) {
        return of(files, NEWEST);
    }

    /**
     * Reads files in the order in which they count, the main file first.
     *
     * @param files the files
     * @param systemdVersion the version, such as 252, which ignores newer keys
     * @return what they come to
     */
    public static EffectiveConf of(List<ConfFile> files, int systemdVersion) {
        EffectiveConf sum = new EffectiveConf();
        files.forEach(file -> sum.take(file.name(), file.conf().content(), systemdVersion));
        return sum;
    }

    /** Reads one file that has no name. */
    static EffectiveConf of(ConfReader.Result file) {
        EffectiveConf sum = new EffectiveConf();
        sum.take("", file, NEWEST);
        return sum;
    }

    void take(String name, ConfReader.Result file, int version) {
        if (!lost.isEmpty()) {
            lost(name);
            return;
        }
        read.add(name);
        int from = findings.size();
        file.findings()
                .forEach(each -> findings.add(new Finding(each.origin().in(name), each.severity(), each.message())));
        settings.take(name, file.entries(), version);
        findings.subList(from, findings.size())
                .sort(Comparator.comparingInt(Finding::line)
                        .thenComparingInt(each -> each.origin().column()));
        if (file.abandoned()) {
            lost.add(name);
        }
    }

    private void lost(String name) {
        lost.add(name);
        findings.add(new Finding(
                new Origin(name, 0, 0),
                Severity.ERROR,
                "not read, for systemd-resolved gives up in " + lost.get(0) + ": all of it is ignored"));
    }

    /**
     * Returns what is ignored, and why, and what comes from it.
     *
     * @return the findings in the order of files and lines, unmodifiable
     */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Returns the files that are read, of which the last may be given up in the middle.
     *
     * @return their names in order, unmodifiable
     */
    public List<String> filesRead() {
        return List.copyOf(read);
    }

    /**
     * Returns the servers of {@code DNS=}.
     *
     * @return the servers, each once, in their order
     */
    public List<Sourced<DnsServer>> dns() {
        return sourced(settings.dns);
    }

    /**
     * Returns the servers of {@code FallbackDNS=}.
     *
     * @return the servers, or empty where the key is not there and the compiled-in ones count
     */
    public Optional<List<Sourced<DnsServer>>> fallbackDns() {
        return isSet(ResolvedKey.FALLBACK_DNS) ? Optional.of(sourced(settings.fallbackDns)) : Optional.empty();
    }

    /**
     * Returns the domains of {@code Domains=}.
     *
     * @return the domains, each once, in their order
     */
    public List<Sourced<Domain>> domains() {
        return List.copyOf(settings.domains.values());
    }

    /**
     * Returns what a switch stands at: any setting that is a boolean or a word.
     *
     * @param key which
     * @return the last valid value, or empty where the default counts
     * @throws IllegalArgumentException if that setting is a list or a time
     */
    public Optional<Sourced<Mode>> mode(ResolvedKey key) {
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
    public List<Sourced<ExtraListener>> extraListeners() {
        return sourced(settings.listeners);
    }

    /**
     * Returns {@code StaleRetentionSec=}.
     *
     * @return the time, with {@code infinity} as the longest duration in whole seconds; empty where it is not set
     */
    public Optional<Sourced<Duration>> staleRetention() {
        return settings.staleRetention;
    }

    /**
     * Returns the types of {@code RefuseRecordTypes=}.
     *
     * @return the types as they are written, each once
     */
    public List<Sourced<String>> refusedRecordTypes() {
        return sourced(settings.refusedTypes);
    }

    /**
     * Tells whether a setting is given at all; an empty list is.
     *
     * @param key which
     * @return whether a line counts for it
     */
    public boolean isSet(ResolvedKey key) {
        return settings.places.containsKey(key);
    }

    /**
     * Returns where a setting got what it has last: its value, or the last entry or the reset of a list.
     *
     * @param key which
     * @return the place, or empty where nothing sets it
     */
    public Optional<Origin> originOf(ResolvedKey key) {
        return Optional.ofNullable(settings.places.get(key));
    }

    /**
     * Returns a setting as it would be written: one value, or the entries of a list.
     *
     * @param key which
     * @return the values with their places; empty where nothing sets it, and for an empty list
     */
    public List<Sourced<String>> values(ResolvedKey key) {
        return switch (key.kind()) {
            case SERVERS -> text(key == ResolvedKey.DNS ? dns() : fallbackDns().orElse(List.of()));
            case DOMAINS -> text(domains());
            case LISTENER -> text(extraListeners());
            case TYPES -> refusedRecordTypes();
            case MODE -> text(mode(key).stream().toList());
            case SECONDS ->
                staleRetention().stream()
                        .map(time -> new Sourced<>(Setting.seconds(time.value()), time.origin()))
                        .toList();
        };
    }

    private static <T> List<Sourced<T>> sourced(Map<T, Origin> values) {
        return values.entrySet().stream()
                .map(each -> new Sourced<>(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Sourced<String>> text(List<? extends Sourced<?>> values) {
        return values.stream()
                .map(each -> new Sourced<>(each.value().toString(), each.origin()))
                .toList();
    }
}
