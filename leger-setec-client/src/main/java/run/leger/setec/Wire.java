package run.leger.setec;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.JsonIn;

/** What the server answers, read without ever making text of a value. Field names count in any case, as Go reads them. */
final class Wire {
    private Wire() {}

    /** A list; null is the server's way to say that nothing is visible. */
    static List<SecretInfo> infos(byte[] body, String operation) {
        return JsonIn.read(body, operation, in -> in.list(element -> info(element, operation)));
    }

    static SecretInfo info(byte[] body, String operation) {
        return JsonIn.read(body, operation, in -> info(in, operation));
    }

    static SecretInfo info(JsonIn in, String operation) {
        int mark = in.mark();
        String name = null;
        List<SecretVersion> versions = List.of();
        SecretVersion active = null;
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field.toLowerCase(Locale.ROOT)) {
                case "name" -> name = in.textOrNull();
                case "versions" -> versions = in.list(element -> number(element, operation));
                case "activeversion" -> active = number(in, operation);
                default -> in.skip();
            }
        }
        // A copy: the answer that it is a part of is wiped after the call.
        byte[] object = in.rawSince(mark).utf8();
        if (active == null) {
            throw missing(operation, "ActiveVersion");
        }
        return new SecretInfo(name(name, operation), versions, active, Json.slice(object, 0, object.length));
    }

    private static SecretName name(@Nullable String text, String operation) {
        if (text == null) {
            throw missing(operation, "Name");
        }
        try {
            return SecretName.lenient(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedReplyException(
                    operation + ": the answer holds a name that is not Unicode text", null, null);
        }
    }

    static SecretValue value(byte[] body, String operation) {
        ValueReader reader = new ValueReader();
        try {
            return JsonIn.read(body, operation, in -> reader.read(in, operation));
        } catch (RuntimeException e) {
            reader.wipe();
            throw e;
        }
    }

    /** The value of one version: an answer with another one is not the answer. */
    static SecretValue value(byte[] body, String operation, SecretVersion asked) {
        SecretValue value = value(body, operation);
        if (!asked.isActive() && !value.version().equals(asked)) {
            value.close();
            throw new MalformedReplyException(operation + ": the answer is of version " + value.version(), null, null);
        }
        return value;
    }

    /** The fields of a value while they come in, so that a failure half-way leaves no bytes behind. */
    private static final class ValueReader {
        private @Nullable SecretBytes value;
        private @Nullable SecretVersion version;

        SecretValue read(JsonIn in, String operation) {
            in.beginObject();
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field.toLowerCase(Locale.ROOT)) {
                    case "value" -> {
                        wipe();
                        value = SecretBytes.take(in.bytes());
                    }
                    case "version" -> version = number(in, operation);
                    default -> in.skip();
                }
            }
            if (value == null) {
                throw missing(operation, "Value");
            }
            if (version == null || version.isActive()) {
                throw missing(operation, "Version");
            }
            return new SecretValue(value, version);
        }

        void wipe() {
            if (value != null) {
                value.close();
            }
        }
    }

    static SecretVersion version(byte[] body, String operation) {
        return JsonIn.read(body, operation, in -> number(in, operation));
    }

    /** An empty object, or null as the server's documentation has it. */
    static void nothing(byte[] body, String operation) {
        JsonIn.read(body, operation, in -> {
            if (!in.isNull()) {
                in.beginObject();
                for (String field = in.field(); field != null; field = in.field()) {
                    in.skip();
                }
            }
            return true;
        });
    }

    private static SecretVersion number(JsonIn in, String operation) {
        if (in.isNull()) {
            throw missing(operation, "a version");
        }
        long number = in.int64();
        if (number < 0 || number > SecretVersion.MAX.number()) {
            throw new MalformedReplyException(operation + ": the answer holds a version out of range", null, null);
        }
        return new SecretVersion(number);
    }

    private static MalformedReplyException missing(String operation, String what) {
        return new MalformedReplyException(operation + ": the answer lacks " + what, null, null);
    }
}
