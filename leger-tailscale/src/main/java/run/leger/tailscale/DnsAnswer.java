package run.leger.tailscale;

import java.util.List;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;

/**
 * What the daemon's resolver answered. A name that does not exist is an answer too: look at {@link #responseCode}.
 *
 * <p>Mirrors {@code apitype.DNSQueryResponse}.
 */
public final class DnsAnswer {
    private final byte[] message;
    private final List<Resolver> resolvers;
    private final Json raw;

    private DnsAnswer(byte[] message, List<Resolver> resolvers, Json raw) {
        this.message = message;
        this.resolvers = resolvers;
        this.raw = raw;
    }

    static DnsAnswer read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        byte[] message = {};
        List<Resolver> resolvers = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Bytes" -> message = in.bytes();
                case "Resolvers" -> resolvers = in.list(Resolver::read);
                default -> in.skip();
            }
        }
        return new DnsAnswer(message, resolvers, in.rawSince(mark));
    }

    /**
     * Returns the answer as it would be on the wire.
     *
     * @return a copy of the whole DNS message of RFC 1035
     */
    public byte[] message() {
        return message.clone();
    }

    /** Tells how the question went, and not the whole message. */
    @Override
    public String toString() {
        return "DnsAnswer[responseCode=" + responseCode() + ", " + message.length + " bytes, resolvers=" + resolvers
                + "]";
    }

    /**
     * Returns the response code of the message.
     *
     * @return 0 for success, 3 for a name that does not exist, as RFC 1035 lists them; -1 where the message is too short to have one
     */
    public int responseCode() {
        return message.length < 12 ? -1 : message[3] & 0x0f;
    }

    /**
     * Returns how many records answer the question.
     *
     * @return the number in the message's head; 0 where it is too short to have one
     */
    public int answerCount() {
        return message.length < 12 ? 0 : (message[6] & 0xff) << 8 | message[7] & 0xff;
    }

    /**
     * Returns the records that answer the question, aliases on the way included. Each call reads the message anew.
     *
     * <p>Needs {@code dnsjava:dnsjava}, which this library does not bring.
     *
     * @return the records in their order; empty where there are none
     * @throws MalformedReplyException if the message is not one of RFC 1035
     * @throws IllegalStateException if dnsjava is not there
     */
    public List<ResourceRecord> records() {
        return DnsMessage.answers(message);
    }

    /**
     * Returns the addresses that answer the question, see {@link #records}.
     *
     * @return what the records of types A and AAAA say, in their order
     * @throws MalformedReplyException if the message is not one of RFC 1035
     * @throws IllegalStateException if dnsjava is not there
     */
    public List<IpAddress> addresses() {
        return records().stream()
                .filter(record -> record.type().equals("A") || record.type().equals("AAAA"))
                .map(record -> new IpAddress(record.data()))
                .toList();
    }

    /**
     * Returns the resolvers that the question was for.
     *
     * @return the resolvers, empty where the daemon answered by itself
     */
    public List<Resolver> resolvers() {
        return resolvers;
    }

    /**
     * Returns everything.
     *
     * @return the object as it was received
     */
    public Json raw() {
        return raw;
    }
}
