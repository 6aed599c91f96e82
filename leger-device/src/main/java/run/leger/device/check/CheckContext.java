package run.leger.device.check;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.Prefs;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

/** What the probes of one run share: clients, and the facts that a ground leaves for what stands on it. */
final class CheckContext {
    private final DeviceSettings settings;
    private final TailscaleClient anybody;
    private final TailscaleClient trusted;
    private final Map<CheckId, Outcome> outcomes = new ConcurrentHashMap<>();
    private volatile Optional<Status> status = Optional.empty();
    private volatile Optional<Prefs> prefs = Optional.empty();

    /** Takes a client that believes whoever answers, and one that believes trusted users only. */
    CheckContext(DeviceSettings settings, TailscaleClient anybody, TailscaleClient trusted) {
        this.settings = settings;
        this.anybody = anybody;
        this.trusted = trusted;
    }

    DeviceSettings settings() {
        return settings;
    }

    TailscaleClient anybody() {
        return anybody;
    }

    TailscaleClient trusted() {
        return trusted;
    }

    void learn(Status seen, Prefs set) {
        status = Optional.of(seen);
        prefs = Optional.of(set);
    }

    /** The status that {@code daemon.running} saw; there for every check that stands on it. */
    Status status() {
        return status.orElseThrow();
    }

    Optional<Prefs> prefs() {
        return prefs;
    }

    void ended(CheckId check, Outcome outcome) {
        outcomes.put(check, outcome);
    }

    boolean failed(CheckId check) {
        return outcomes.get(check) == Outcome.FAIL;
    }
}
