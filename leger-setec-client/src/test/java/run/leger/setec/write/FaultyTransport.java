package run.leger.setec.write;

import java.util.ArrayList;
import java.util.List;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;

/** Passes calls on to a real socket, and has things happen at a call of a certain number. */
final class FaultyTransport implements Transport {
    /** What happens at a call. */
    enum Fault {
        NONE,
        /** The call does not reach the server. */
        REFUSED,
        /** The server does it, and its answer is lost. */
        ANSWER_LOST,
        /** The connection breaks before the server has the call. */
        REQUEST_LOST,
        /** The thread is interrupted before the call. */
        INTERRUPTED,
        /** Nothing works from here on. */
        GONE
    }

    private final Transport real;
    private final List<String> targets = new ArrayList<>();
    private List<Fault> faults = List.of();
    private Runnable before = () -> {};
    private int beforeCall = -1;
    private boolean gone;

    FaultyTransport(Transport real) {
        this.real = real;
    }

    FaultyTransport faults(List<Fault> next) {
        faults = next;
        return this;
    }

    /** Runs something before a call, counted from 0. */
    FaultyTransport before(int call, Runnable action) {
        beforeCall = call;
        before = action;
        return this;
    }

    List<String> targets() {
        return targets;
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        int call = targets.size();
        targets.add(request.target());
        if (call == beforeCall) {
            before.run();
        }
        Fault fault = gone ? Fault.GONE : call < faults.size() ? faults.get(call) : Fault.NONE;
        switch (fault) {
            case GONE -> {
                gone = true;
                throw lost();
            }
            case REQUEST_LOST -> throw lost();
            case REFUSED ->
                throw new UnavailableException(UnavailableException.Reason.REFUSED, "nobody there", null, null);
            case ANSWER_LOST -> {
                real.send(request, options).close();
                throw lost();
            }
            case INTERRUPTED -> Thread.currentThread().interrupt();
            default -> {}
        }
        return real.send(request, options);
    }

    private static ConnectionLostException lost() {
        return new ConnectionLostException("lost", null, null);
    }

    @Override
    public void close() {
        real.close();
    }
}
