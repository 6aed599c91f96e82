package run.leger.tailscale.serve;

import java.util.List;
import run.leger.core.Json;
import run.leger.core.internal.JsonOut;

/** Text as JSON. */
final class Texts {
    private Texts() {}

    static Json json(String text) {
        byte[] object = JsonOut.object(out -> out.field("", text));
        return value(object);
    }

    static Json json(List<String> texts) {
        byte[] object = JsonOut.object(out -> out.field("", texts));
        return value(object);
    }

    /** The writer writes objects: the value is what comes between its one empty name and the last brace. */
    private static Json value(byte[] object) {
        return Json.slice(object, "{\"\":".length(), object.length - 1);
    }
}
