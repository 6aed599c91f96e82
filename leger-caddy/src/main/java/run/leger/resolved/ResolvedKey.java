package run.leger.resolved;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The settings of the section {@code [Resolve]}, in the order of its manual. New ones may be added: handle the rest together. */
public enum ResolvedKey {
    /** The servers. */
    DNS("DNS", 213, Kind.SERVERS),
    /** The servers where nothing else gives one. */
    FALLBACK_DNS("FallbackDNS", 216, Kind.SERVERS),
    /** Search and routing domains. */
    DOMAINS("Domains", 229, Kind.DOMAINS),
    /** Link-local multicast name resolution. */
    LLMNR("LLMNR", 216, Kind.MODE, Mode.RESOLVE),
    /** Multicast DNS. */
    MULTICAST_DNS("MulticastDNS", 234, Kind.MODE, Mode.RESOLVE),
    /** Validation. */
    DNSSEC("DNSSEC", 229, Kind.MODE, Mode.ALLOW_DOWNGRADE),
    /** Encryption. */
    DNS_OVER_TLS("DNSOverTLS", 239, Kind.MODE, Mode.OPPORTUNISTIC),
    /** Keeping answers. */
    CACHE("Cache", 231, Kind.MODE, Mode.NO_NEGATIVE),
    /** Keeping answers of servers on this machine. */
    CACHE_FROM_LOCALHOST("CacheFromLocalhost", 248, Kind.MODE),
    /** The listener on 127.0.0.53. */
    DNS_STUB_LISTENER("DNSStubListener", 232, Kind.MODE, Mode.UDP, Mode.TCP),
    /** More listeners. */
    DNS_STUB_LISTENER_EXTRA("DNSStubListenerExtra", 247, Kind.LISTENER),
    /** Answering from /etc/hosts. */
    READ_ETC_HOSTS("ReadEtcHosts", 240, Kind.MODE),
    /** Asking unicast servers for names of one label. */
    RESOLVE_UNICAST_SINGLE_LABEL("ResolveUnicastSingleLabel", 246, Kind.MODE),
    /** How long to serve answers that have run out. */
    STALE_RETENTION_SEC("StaleRetentionSec", 254, Kind.SECONDS),
    /** Record types that are not answered. */
    REFUSE_RECORD_TYPES("RefuseRecordTypes", 258, Kind.TYPES);

    /** What a value is. */
    enum Kind {
        SERVERS,
        DOMAINS,
        MODE,
        LISTENER,
        SECONDS,
        TYPES;

        boolean isList() {
            return this != MODE && this != SECONDS;
        }
    }

    private final String key;
    private final int since;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
    private final Set<Mode> words;

    ResolvedKey(String key, int since, Kind kind, Mode... words) {
        this.key = key;
        this.since = since;
        this.kind = kind;
        this.words = Set.of(words);
    }

    /**
     * Returns the key as it stands in the file.
     *
     * @return the key, in its exact case
     */
    public String key() {
        return key;
    }

    /**
     * Returns the first version of systemd that knows it.
     *
     * @return the version; older ones ignore the line with a warning
     */
    public int since() {
        return since;
    }

    Kind kind() {
        return kind;
    }

    Set<Mode> words() {
        return words;
    }

    static Optional<ResolvedKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }
}
