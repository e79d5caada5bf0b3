package io.coffer.server.admin;

import java.util.List;

/** Actions that belong together. */
public interface AdminActionFamily {
    List<AdminAction> actions();
}
