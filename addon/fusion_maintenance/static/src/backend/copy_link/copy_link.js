import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CopyLinkDialog } from "./copy_link_dialog";
async function copyLink(env, { params }) {
  try {
    await navigator.clipboard.writeText(params.url);
  } catch {
    env.services.dialog.add(CopyLinkDialog, { url: params.url });
    return;
  }
  env.services.notification.add(_t("The booking link is copied. It is meant for this client only."), {
    type: "success"
  });
}
registry.category("actions").add("fusion_maintenance.copy_link", copyLink);
export {
  copyLink
};
