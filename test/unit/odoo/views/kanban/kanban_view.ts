export const kanbanView = { type: "kanban" };
