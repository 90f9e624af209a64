"""What pages and paper show, frozen: order, anchors, links, citation numbers and dates are decided here."""
