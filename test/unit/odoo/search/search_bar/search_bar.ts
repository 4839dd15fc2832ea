import { Component } from "@odoo/owl";

export class SearchBar extends Component {}
