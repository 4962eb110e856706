from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_follow_ups_are_interviews")]

    operations = [migrations.DeleteModel(name="FollowUp")]
