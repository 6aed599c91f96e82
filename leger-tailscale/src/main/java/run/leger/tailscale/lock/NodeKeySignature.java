package run.leger.tailscale.lock;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.NodeKey;

/**
 * The proof that a node key may be in the tailnet. A rotated key has the proof of the key before it inside.
 *
 * <p>Mirrors {@code tka.NodeKeySignature}.
 *
 * @param sigKind the kind
 * @param pubkey the node key that is signed; none for a credential
 * @param keyId the trusted key that signed; none for a rotation
 * @param signature the signature in base64, or empty
 * @param nested what this one rests on, or null
 * @param wrappingPubkey the key that may sign a rotation of this one, or none
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record NodeKeySignature(
        SignatureKind sigKind,
        NodeKey pubkey,
        TailnetLockKey keyId,
        String signature,
        @Nullable NodeKeySignature nested,
        TailnetLockKey wrappingPubkey,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public NodeKeySignature {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NodeKeySignature parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "NodeKeySignature.parse", NodeKeySignature::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NodeKeySignature parse(Json json) {
        return JsonIn.read(json.utf8(), "NodeKeySignature.parse", NodeKeySignature::read);
    }

    static NodeKeySignature read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        SignatureKind sigKind = SignatureKind.NONE;
        NodeKey pubkey = NodeKey.of("");
        TailnetLockKey keyId = TailnetLockKey.NONE;
        String signature = "";
        @Nullable NodeKeySignature nested = null;
        TailnetLockKey wrappingPubkey = TailnetLockKey.NONE;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "SigKind" -> sigKind = SignatureKind.read(in);
                case "Pubkey" -> pubkey = KeyBytes.nodeKey(in);
                case "KeyID" -> keyId = KeyBytes.lockKey(in);
                case "Signature" -> signature = in.text();
                case "Nested" -> nested = in.objectOrNull(NodeKeySignature::read);
                case "WrappingPubkey" -> wrappingPubkey = KeyBytes.lockKey(in);
                default -> in.skip();
            }
        }
        return new NodeKeySignature(sigKind, pubkey, keyId, signature, nested, wrappingPubkey, in.rawSince(mark));
    }
}
