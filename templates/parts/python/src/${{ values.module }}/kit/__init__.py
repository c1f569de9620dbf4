"""What every service of TextLoom needs. It was emitted once and is this team's own since."""
