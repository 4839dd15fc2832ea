"""P6: what the booking page loads, gzipped: Odoo serves its bundles plain, the proxy compresses them."""
import gzip

bundle = env["ir.qweb"]._get_asset_bundle("fusion_maintenance.assets_booking", assets_params={})
own = "".join(asset.minify() for asset in bundle.javascripts if asset.url.startswith("/fusion_maintenance/"))


def kilobytes(text):
    return len(gzip.compress(text.encode(), 6)) / 1024


result = {
    "script": kilobytes(bundle.js().raw.decode()),
    # Our templates are a part of ours, as Odoo puts them into the script.
    "own": kilobytes(own + bundle.generate_xml_bundle()),
    "style": kilobytes(bundle.css().raw.decode()),
}
env.cr.commit()
