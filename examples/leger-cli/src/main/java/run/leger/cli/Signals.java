package run.leger.cli;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes signals on to another program for as long as it runs. A terminal sends its interrupt to both, so that one is left to the program.
 *
 * <p>By reflection: the JDK has no supported way, and where it has none at all, a signal ends us as ever.
 */
final class Signals {
    private static final List<String> PASSED = List.of("TERM", "HUP", "USR1", "USR2");
    private static final List<String> LEFT = List.of("INT", "QUIT");

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final List<String> early = new ArrayList<>();
    private @Nullable Method handle;
    private @Nullable Process process;

    /** Takes the signals: done before the program is started, or one that comes right then would end us and leave the program behind. */
    Signals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            handle = signal.getMethod("handle", signal, handler);
            for (String name : PASSED) {
                take(signal, handler, name, () -> pass(name));
            }
            for (String name : LEFT) {
                take(signal, handler, name, () -> {});
            }
        } catch (ReflectiveOperationException e) {
            // As said above.
        }
    }

    /** Says which program they are for. */
    synchronized void passTo(Process started) {
        process = started;
        early.forEach(this::pass);
    }

    private synchronized void pass(String name) {
        if (process == null) {
            early.add(name);
        } else if (name.equals("TERM")) {
            process.destroy();
        } else if (process.isAlive()) {
            kill(name, process.pid());
        }
    }

    /** The JDK sends no other signal than the one that ends. */
    private static void kill(String name, long pid) {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid));
        builder.environment().clear();
        try {
            builder.start().waitFor();
        } catch (IOException e) {
            // A system without a shell: the program is spared a signal that it may have a use for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Class<?> signal, Class<?> handler, String name, Runnable action) {
        InvocationHandler run = (proxy, method, args) -> {
            if (method.getName().equals("handle")) {
                action.run();
                return null;
            }
            return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : proxy == args[0];
        };
        try {
            set(
                    signal.getConstructor(String.class).newInstance(name),
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run),
                    before);
        } catch (ReflectiveOperationException e) {
            // This system has no such signal.
        }
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
