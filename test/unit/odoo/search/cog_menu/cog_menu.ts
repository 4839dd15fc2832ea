import { Component } from "@odoo/owl";

export class CogMenu extends Component {}
