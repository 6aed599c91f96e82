package run.leger.resolved;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** An assignment that can be written: made from typed values only, so that none can become a line of its own. Immutable. */
public final class Setting {
    private static final int MAX_LINE = 4_000;
    private static final Pattern RECORD_TYPE = Pattern.compile("[A-Z][A-Z0-9-]{0,15}");

    private final ResolvedKey key;
    private final List<String> values;

    private Setting(ResolvedKey key, List<String> values) {
        this.key = key;
        this.values = List.copyOf(values);
    }

    /**
     * Returns servers for {@code DNS=}.
     *
     * @param servers the servers, at least one
     * @return the setting
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public static Setting dns(List<DnsServer> servers) {
        return list(ResolvedKey.DNS, servers);
    }

    /**
     * Returns servers for {@code FallbackDNS=}; the compiled-in ones then no longer count.
     *
     * @param servers the servers, at least one
     * @return the setting
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public static Setting fallbackDns(List<DnsServer> servers) {
        return list(ResolvedKey.FALLBACK_DNS, servers);
    }

    /**
     * Returns domains for {@code Domains=}.
     *
     * @param domains the domains, at least one
     * @return the setting
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public static Setting domains(List<Domain> domains) {
        return list(ResolvedKey.DOMAINS, domains);
    }

    /**
     * Returns a switch.
     *
     * @param key which
     * @param mode what it shall stand at; words that this library does not know are written as they are
     * @return the setting
     * @throws IllegalArgumentException if the setting is no switch, or it does not have this word
     */
    public static Setting mode(ResolvedKey key, Mode mode) {
        boolean fits =
                mode.equals(Mode.YES) || mode.equals(Mode.NO) || key.words().contains(mode) || !mode.known();
        if (key.kind() != ResolvedKey.Kind.MODE || !fits) {
            throw new IllegalArgumentException(key.key() + "= does not take " + mode.word());
        }
        return new Setting(key, List.of(mode.word()));
    }

    /**
     * Returns a listener for {@code DNSStubListenerExtra=}.
     *
     * @param listener where to listen too
     * @return the setting
     */
    public static Setting extraListener(ExtraListener listener) {
        return new Setting(ResolvedKey.DNS_STUB_LISTENER_EXTRA, List.of(listener.toString()));
    }

    /**
     * Returns {@code StaleRetentionSec=}.
     *
     * @param time down to microseconds, what is finer is cut off; zero for not at all
     * @return the setting
     * @throws InvalidSettingException if it is negative
     */
    public static Setting staleRetention(Duration time) {
        if (time.isNegative()) {
            throw new InvalidSettingException("StaleRetentionSec=", "is negative");
        }
        return new Setting(ResolvedKey.STALE_RETENTION_SEC, List.of(seconds(time)));
    }

    /**
     * Returns types for {@code RefuseRecordTypes=}.
     *
     * @param types the types, such as {@code AAAA}, at least one
     * @return the setting
     * @throws InvalidSettingException if one is not upper-case letters, digits and hyphens
     * @throws IllegalArgumentException if there is none; see {@link #reset}
     */
    public static Setting refuseRecordTypes(List<String> types) {
        for (String type : types) {
            if (!RECORD_TYPE.matcher(type).matches()) {
                throw new InvalidSettingException("RefuseRecordTypes=", "has a word that is no record type");
            }
        }
        return list(ResolvedKey.REFUSE_RECORD_TYPES, types);
    }

    /**
     * Returns the empty assignment, which drops what the files before, and this one so far, said for a list. For {@code FallbackDNS=} that
     * includes the compiled-in servers.
     *
     * @param list {@code DNS=}, {@code FallbackDNS=}, {@code Domains=}, {@code DNSStubListenerExtra=} or {@code RefuseRecordTypes=}
     * @return the setting
     * @throws IllegalArgumentException if it is not a list: an empty switch changes nothing
     */
    public static Setting reset(ResolvedKey list) {
        if (!list.kind().isList()) {
            throw new IllegalArgumentException(list.key() + "= is not a list and cannot be reset");
        }
        return new Setting(list, List.of(""));
    }

    static String seconds(Duration time) {
        // What systemd cannot count in microseconds is as good as without end.
        if (time.compareTo(TimeSpans.MAX) > 0) {
            return "infinity";
        }
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano() / 1_000, 6))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Long lists go on several lines, for they add up. */
    private static Setting list(ResolvedKey key, List<?> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(key.key() + "= needs a value; a reset empties it");
        }
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (Object each : words) {
            String word = Objects.requireNonNull(each, key.key()).toString();
            if (!value.isEmpty() && value.length() + word.length() > MAX_LINE) {
                values.add(value.toString());
                value.setLength(0);
            }
            value.append(value.isEmpty() ? "" : " ").append(word);
        }
        values.add(value.toString());
        return new Setting(key, values);
    }

    /**
     * Returns the key.
     *
     * @return the key
     */
    public ResolvedKey key() {
        return key;
    }

    /** Returns the assignments without their line ends, more than one for a long list. */
    List<String> lines() {
        return values.stream().map(value -> key.key() + "=" + value).toList();
    }

    /**
     * Returns the setting as it is written.
     *
     * @return one line or more, joined by LF
     */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
