package run.leger.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes signals on to another program for as long as it runs. A terminal sends its interrupt to both, so that one is left to the program.
 *
 * <p>By reflection: the JDK has no supported way, and where it has none at all, a signal ends us as ever.
 */
final class Signals {
    private final Map<Object, Object> before = new LinkedHashMap<>();
    private @Nullable Method handle;
    private @Nullable Process process;
    private boolean ended;

    /** Takes the signals: done before the program is started, or one that comes right then would end us and leave the program behind. */
    Signals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"TERM", "HUP", "INT", "QUIT"}) {
                boolean passed = name.equals("TERM") || name.equals("HUP");
                take(signal.getConstructor(String.class).newInstance(name), handler, passed ? this::end : () -> {});
            }
        } catch (ReflectiveOperationException e) {
            // As said above.
        }
    }

    /** Says which program they are for. */
    synchronized void passTo(Process started) {
        process = started;
        if (ended) {
            started.destroy();
        }
    }

    private synchronized void end() {
        ended = true;
        if (process != null) {
            process.destroy();
        }
    }

    private void take(Object signal, Class<?> handler, Runnable action) {
        InvocationHandler run = (proxy, method, args) -> {
            if (method.getName().equals("handle")) {
                action.run();
                return null;
            }
            return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : proxy == args[0];
        };
        set(signal, Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run), before);
    }

    private void set(Object signal, @Nullable Object handler, Map<Object, Object> replaced) {
        try {
            if (handle != null) {
                replaced.put(signal, handle.invoke(null, signal, handler));
            }
        } catch (ReflectiveOperationException e) {
            // The JVM keeps this signal for itself.
        }
    }

    /** Gives them back to whom they were before. */
    void restore() {
        before.forEach((signal, old) -> set(signal, old, new LinkedHashMap<>()));
    }
}
