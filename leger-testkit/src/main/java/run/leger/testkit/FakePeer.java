package run.leger.testkit;

import java.util.List;
import run.leger.core.internal.JsonOut;

/** Another device of the tailnet, in the two shapes in which the daemon tells of it. */
record FakePeer(int number, String label, boolean online) {
    static final long USER = 1;

    String stableId() {
        return stableId(number);
    }

    static String stableId(int number) {
        return "nFake" + number + "CNTRL";
    }

    static String nodeKey(int number) {
        return "nodekey:" + String.format("%064d", number);
    }

    List<String> addresses() {
        return addresses(number);
    }

    static List<String> addresses(int number) {
        return List.of("100.64." + number / 256 + "." + number % 256, "fd7a:115c:a1e0::" + Integer.toHexString(number));
    }

    /** As {@code tailcfg.Node}, for the bus. */
    void node(JsonOut out, String suffix) {
        List<String> prefixes = List.of(addresses().get(0) + "/32", addresses().get(1) + "/128");
        out.field("ID", (long) number)
                .field("StableID", stableId())
                .field("Name", label + "." + suffix + ".")
                .field("User", USER)
                .field("Key", nodeKey(number))
                .field("Addresses", prefixes)
                .field("AllowedIPs", prefixes)
                .object("Hostinfo", info -> info.field("OS", "linux").field("Hostname", label))
                .field("Created", "2026-01-01T00:00:00Z")
                .field("Online", online)
                .field("MachineAuthorized", true);
    }
}
