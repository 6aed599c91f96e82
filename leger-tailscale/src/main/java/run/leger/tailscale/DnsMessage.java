package run.leger.tailscale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.OptionalLibrary;

/** DNS messages, read by dnsjava: an optional dependency that is loaded at the first such call. */
final class DnsMessage {
    private static final int LONGEST = 65535;

    private DnsMessage() {}

    /** Kept apart so that the class above can be loaded, and say what is missing, where there is no dnsjava. */
    private static final class Reader {
        private Reader() {}

        static List<ResourceRecord> answers(byte[] message) {
            try {
                List<ResourceRecord> records = new ArrayList<>();
                for (Record answer : new Message(message).getSection(Section.ANSWER)) {
                    records.add(new ResourceRecord(
                            answer.getName().toString(),
                            Type.string(answer.getType()),
                            Duration.ofSeconds(answer.getTTL()),
                            answer.rdataToString()));
                }
                return Collections.unmodifiableList(records);
            } catch (IOException | RuntimeException e) {
                // A resolver far away wrote this, and the reader has no word for everything that can be wrong with it.
                throw malformed(e);
            }
        }
    }

    static List<ResourceRecord> answers(byte[] message) {
        OptionalLibrary.require(
                DnsMessage.class,
                "org.xbill.DNS.Message",
                "dnsjava",
                "dnsjava:dnsjava (on the module path also --add-modules org.dnsjava)");
        if (message.length > LONGEST) {
            throw malformed(null);
        }
        return Reader.answers(message);
    }

    private static MalformedReplyException malformed(@org.jspecify.annotations.Nullable Exception cause) {
        return new MalformedReplyException("dns-query: the answer is not a DNS message", null, cause);
    }
}
