package run.leger.tailscale.lock;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.NodeKey;

/**
 * How Tailnet Lock stands, as this device knows it.
 *
 * <p>Mirrors {@code ipnstate.TailnetLockStatus}.
 *
 * @param enabled whether it is on; where it is off only the keys of this device are told
 * @param head the last change that this device knows; none where it is off
 * @param publicKey the key of this device for Tailnet Lock; none before the first login
 * @param nodeKey the node key of this device; none before the first login
 * @param nodeKeySigned whether that node key is signed
 * @param nodeKeySignature the signature, or null
 * @param trustedKeys the keys that may sign and change
 * @param visiblePeers the peers whose node keys are signed
 * @param filteredPeers the peers that this device shuts out, for want of a signature
 * @param stateId which lock it is: a number of 64 bits without a sign, drawn when it was turned on; 0 where it is off
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TailnetLockStatus(
        boolean enabled,
        AumHash head,
        TailnetLockKey publicKey,
        NodeKey nodeKey,
        boolean nodeKeySigned,
        @Nullable NodeKeySignature nodeKeySignature,
        List<TkaKey> trustedKeys,
        List<TkaPeer> visiblePeers,
        List<TkaPeer> filteredPeers,
        BigInteger stateId,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public TailnetLockStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TailnetLockStatus parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TailnetLockStatus.parse", TailnetLockStatus::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TailnetLockStatus parse(Json json) {
        return JsonIn.read(json.utf8(), "TailnetLockStatus.parse", TailnetLockStatus::read);
    }

    static TailnetLockStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean enabled = false;
        AumHash head = AumHash.NONE;
        TailnetLockKey publicKey = TailnetLockKey.NONE;
        NodeKey nodeKey = NodeKey.of("");
        boolean nodeKeySigned = false;
        @Nullable NodeKeySignature nodeKeySignature = null;
        List<TkaKey> trustedKeys = List.of();
        List<TkaPeer> visiblePeers = List.of();
        List<TkaPeer> filteredPeers = List.of();
        BigInteger stateId = BigInteger.ZERO;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Enabled" -> enabled = in.bool();
                case "Head" -> head = AumHash.read(in);
                case "PublicKey" -> publicKey = TailnetLockKey.read(in);
                case "NodeKey" -> nodeKey = NodeKey.of(in.text());
                case "NodeKeySigned" -> nodeKeySigned = in.bool();
                case "NodeKeySignature" -> nodeKeySignature = in.objectOrNull(NodeKeySignature::read);
                case "TrustedKeys" -> trustedKeys = in.list(TkaKey::read);
                case "VisiblePeers" -> visiblePeers = in.list(TkaPeer::read);
                case "FilteredPeers" -> filteredPeers = in.list(TkaPeer::read);
                case "StateID" -> stateId = in.uint64();
                default -> in.skip();
            }
        }
        return new TailnetLockStatus(
                enabled,
                head,
                publicKey,
                nodeKey,
                nodeKeySigned,
                nodeKeySignature,
                trustedKeys,
                visiblePeers,
                filteredPeers,
                stateId,
                in.rawSince(mark));
    }
}
