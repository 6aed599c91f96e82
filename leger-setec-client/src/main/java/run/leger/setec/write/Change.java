package run.leger.setec.write;

import java.util.List;

/** What a plan does to one secret. */
interface Change {
    List<WriteStep> steps();

    void apply(Tracker tracker);
}
