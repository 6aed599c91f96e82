package run.leger.tailscale.lock;

import java.util.HexFormat;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.NodeKey;

/** Keys as a signature has them: bytes in base64. Those that are no key of that kind are none: they are still in {@code raw()}. */
final class KeyBytes {
    private static final int KEY = 32;

    private KeyBytes() {}

    static TailnetLockKey lockKey(JsonIn in) {
        byte[] key = in.bytes();
        return key.length == KEY ? TailnetLockKey.of(key) : TailnetLockKey.NONE;
    }

    /** Reads a node key, which has the letters {@code np} before it. */
    static NodeKey nodeKey(JsonIn in) {
        byte[] key = in.bytes();
        boolean isNodeKey = key.length == 2 + KEY && key[0] == 'n' && key[1] == 'p';
        return NodeKey.of(isNodeKey ? "nodekey:" + HexFormat.of().formatHex(key, 2, key.length) : "");
    }
}
