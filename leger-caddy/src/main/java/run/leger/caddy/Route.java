package run.leger.caddy;

import java.util.List;
import java.util.function.Consumer;

/** Collects the directives of a group inside a site: {@code handle}, {@code handle_path}, {@code handle_errors}, {@code route}. */
public final class Route extends Directives<Route> {
    Route() {}

    @Override
    Route self() {
        return this;
    }

    static List<Line> lines(Consumer<Route> inner) {
        Route route = new Route();
        inner.accept(route);
        return route.lines;
    }
}
