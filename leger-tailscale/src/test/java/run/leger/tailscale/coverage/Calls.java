package run.leger.tailscale.coverage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import run.leger.tailscale.Endpoint;
import run.leger.tailscale.TailscaleClient;

/**
 * A public method and an endpoint that it says it calls.
 *
 * @param method the method, as {@code Class#name}
 * @param endpoint the endpoint
 */
record Calls(String method, Endpoint endpoint) {
    /** Returns all of the module, in the order of their names: overloads are one. */
    static List<Calls> all() {
        List<Calls> all = new ArrayList<>();
        for (Class<?> type : publicClasses()) {
            for (Method method : type.getDeclaredMethods()) {
                for (Endpoint endpoint : method.getAnnotationsByType(Endpoint.class)) {
                    if (!Modifier.isPublic(method.getModifiers())) {
                        throw new IllegalStateException("an endpoint of a method that is not public: " + method);
                    }
                    all.add(new Calls(type.getSimpleName() + "#" + method.getName(), endpoint));
                }
            }
        }
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing(Calls::method))
                .toList();
    }

    private static List<Class<?>> publicClasses() {
        try {
            Path classes = Path.of(TailscaleClient.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                List<Class<?>> found = new ArrayList<>();
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
                    if (name.startsWith("run.leger.") && name.endsWith(".class") && !name.contains("-info")) {
                        Class<?> type = Class.forName(
                                name.substring(0, name.length() - 6), false, Calls.class.getClassLoader());
                        if (Modifier.isPublic(type.getModifiers())) {
                            found.add(type);
                        }
                    }
                }
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("cannot list the classes of the module", e);
        }
    }
}
