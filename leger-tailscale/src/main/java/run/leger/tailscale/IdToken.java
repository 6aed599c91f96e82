package run.leger.tailscale;

import java.util.Arrays;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.JsonIn;

/** Takes the token out of the answer that has it, without a text of it in between. */
final class IdToken {
    private IdToken() {}

    static SecretBytes take(byte[] answer, String operation) {
        try {
            Json token = JsonIn.read(answer, operation, IdToken::member);
            byte[] quoted = token.utf8();
            try {
                return inner(quoted, operation);
            } finally {
                Arrays.fill(quoted, (byte) 0);
            }
        } finally {
            Arrays.fill(answer, (byte) 0);
        }
    }

    private static Json member(JsonIn in) {
        in.beginObject();
        Json token = Json.slice(new byte[0], 0, 0);
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id_token" -> token = in.raw();
                default -> in.skip();
            }
        }
        return token;
    }

    private static SecretBytes inner(byte[] quoted, String operation) {
        if (quoted.length < 3 || quoted[0] != '"') {
            throw new MalformedReplyException(operation + ": the answer has no token", null, null);
        }
        for (int i = 1; i < quoted.length - 1; i++) {
            // Base64 for addresses and dots: nothing that JSON would escape.
            if (quoted[i] <= ' ' || quoted[i] == '\\') {
                throw new MalformedReplyException(operation + ": what the answer has is not a JWT", null, null);
            }
        }
        return SecretBytes.take(Arrays.copyOfRange(quoted, 1, quoted.length - 1));
    }
}
